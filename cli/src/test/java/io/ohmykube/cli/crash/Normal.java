package io.ohmykube.cli.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Takes out of texts what differs between two runs that went the same way: times, keys, tokens, the order of making. */
final class Normal {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<Pattern, String> RANDOM = new LinkedHashMap<>();

    static {
        RANDOM.put(Pattern.compile("-----BEGIN [A-Z ]+-----[^-]+-----END [A-Z ]+-----"), "<pem>");
        RANDOM.put(Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z"), "<time>");
        RANDOM.put(Pattern.compile("ssh-[a-z0-9]+ [A-Za-z0-9+/=]+|ecdsa-[a-z0-9-]+ [A-Za-z0-9+/=]+"), "<key>");
        RANDOM.put(Pattern.compile("\\b[a-z0-9]{6}\\.[a-z0-9]{16}\\b"), "<token>");
        RANDOM.put(Pattern.compile("51a1a7ed-[0-9a-f-]+"), "<uid>");
        RANDOM.put(Pattern.compile("\"secretkey\":\"[^\"]+\""), "\"secretkey\":\"<random>\"");
    }

    /** Which node has which address: the first machine that is made gets the first one. */
    private final Map<Pattern, String> addresses = new LinkedHashMap<>();

    Normal(Map<String, Path> machineRecords) {
        machineRecords.forEach((node, record) -> {
            String address = json(record).path("address").asText();
            addresses.put(Pattern.compile("\\b" + Pattern.quote(address) + "\\b"), "<address of " + node + ">");
        });
    }

    String text(String raw) {
        String text = raw;
        for (Map.Entry<Pattern, String> replaced : RANDOM.entrySet()) {
            text = replaced.getKey().matcher(text).replaceAll(replaced.getValue());
        }
        for (Map.Entry<Pattern, String> replaced : addresses.entrySet()) {
            text = replaced.getKey().matcher(text).replaceAll(replaced.getValue());
        }
        return text;
    }

    static JsonNode json(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
