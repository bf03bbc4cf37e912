package io.ohmykube.launcher.lima;

final class Lima1Test extends LimaContract {
    @Override
    String version() {
        return FakeLima.V1;
    }
}
