package io.ohmykube.launcher.lima;

final class Lima2Test extends LimaContract {
    @Override
    String version() {
        return FakeLima.V2;
    }
}
