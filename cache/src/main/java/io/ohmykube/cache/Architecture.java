package io.ohmykube.cache;

/** A processor architecture, by Go's and the container world's word for it. */
public enum Architecture {
    AMD64,
    ARM64;

    /** {@code amd64} or {@code arm64}, as it stands in download URLs and image platforms. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Reads what {@code uname -m} prints, or Go's word. */
    public static Architecture of(String word) {
        return switch (word.strip()) {
            case "x86_64", "amd64" -> AMD64;
            case "aarch64", "arm64" -> ARM64;
            default ->
                throw new IllegalArgumentException(
                        "architecture '" + word.strip() + "' is not supported; only amd64 and arm64 are");
        };
    }
}
