package io.ohmykube.workers.delegate;

import java.util.regex.Pattern;

/** Takes secrets out of text that people will read: what programs print is not ours to trust. */
final class Redaction {
    private static final String HIDDEN = "******";
    /** A bootstrap token as https://kubernetes.io/docs/reference/access-authn-authz/bootstrap-tokens/ defines it. */
    private static final Pattern BOOTSTRAP_TOKEN = Pattern.compile("\\b[a-z0-9]{6}\\.[a-z0-9]{16}\\b");

    private static final Pattern PRIVATE_KEY = Pattern.compile(
            "-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(-----END [A-Z ]*PRIVATE KEY-----|\\z)", Pattern.DOTALL);
    private static final Pattern FIELD = Pattern.compile(
            "(?i)((?:certificate-key|client-key-data|token-secret|password|secretkey)\"?[\\s:=]+\"?)[^\\s\",]+");

    private Redaction() {}

    static String of(String text) {
        String shorter = PRIVATE_KEY.matcher(text).replaceAll(HIDDEN);
        return FIELD.matcher(BOOTSTRAP_TOKEN.matcher(shorter).replaceAll(HIDDEN))
                .replaceAll("$1" + HIDDEN);
    }
}
