package io.ohmykube.config.yaml;

/** A text is not YAML, or uses what is not accepted here. The message is one line and says where. */
public final class YamlException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    YamlException(int line, int column, String problem) {
        super("line " + line + ", column " + column + ": " + problem);
    }
}
