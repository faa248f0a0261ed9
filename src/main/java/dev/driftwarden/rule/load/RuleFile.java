package dev.driftwarden.rule.load;

import dev.driftwarden.yaml.Field;
import dev.driftwarden.yaml.Fields;
import dev.driftwarden.yaml.Issues;
import dev.driftwarden.yaml.YamlFile;
import dev.driftwarden.yaml.YamlNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Reads a rule file: the format's version, the service, the rules. */
public final class RuleFile {
    /** The version of the format that this program reads. */
    public static final int FORMAT = 1;

    private RuleFile() {}

    /**
     * All rules that could be read; everything that is wrong goes to the issues.
     *
     * @param frameworks whose controls the rules may name
     */
    public static List<RuleDefinition> read(RuleSource source, Frameworks frameworks, Issues issues) {
        return YamlFile.parse(source.name(), source.text(), issues)
                .map(root -> rules(root, frameworks, issues))
                .orElse(List.of());
    }

    private static List<RuleDefinition> rules(YamlNode root, Frameworks frameworks, Issues issues) {
        Fields file = Fields.of(root, issues);
        file.required("driftwarden-rules").integer(FORMAT, FORMAT);
        String service = file.required("service").text().orElse("");
        List<RuleDefinition> rules = file.required("rules").items().stream()
                .flatMap(item -> new RuleReader(item.fields(), service, fingerprint(item), frameworks).read().stream())
                .toList();
        file.end();
        return rules;
    }

    private static String fingerprint(Field rule) {
        return hash(rule.json().map(Object::toString).orElse(""));
    }

    /** The first 16 hexadecimal digits of the SHA-256. */
    public static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
