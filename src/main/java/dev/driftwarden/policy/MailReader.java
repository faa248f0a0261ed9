package dev.driftwarden.policy;

import dev.driftwarden.policy.Channel.Login;
import dev.driftwarden.policy.Channel.Protection;
import dev.driftwarden.policy.Channel.Target;
import dev.driftwarden.yaml.Field;
import dev.driftwarden.yaml.Fields;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the channels that send mail: the keys that belong to the type. */
final class MailReader {
    private static final Pattern ADDRESS = Pattern.compile("[^\\s@<>,;\"()\\[\\]\\\\:]+@[A-Za-z0-9.-]+");
    private static final Pattern HOST = Pattern.compile("[a-z0-9]([a-z0-9.-]*[a-z0-9])?|\\[::1\\]");
    private static final String SERVICE = ".communication.azure.com";
    private static final int SUBMISSION = 587;
    private static final int SUBMISSIONS = 465;

    /** Where mail servers listen. Another port of an allowed host is none of theirs. */
    private static final Set<Integer> PORTS = Set.of(25, SUBMISSIONS, SUBMISSION, 2525);

    private MailReader() {}

    static Optional<Target> azure(
            Fields entry, Function<Field, Optional<SecretName>> secrets, Function<Field, Optional<URI>> addresses) {
        Optional<URI> endpoint = addresses.apply(entry.required("endpoint"));
        Field key = entry.optional("key");
        Optional<SecretName> secret = secrets.apply(key);
        if (!key.present() && endpoint.filter(at -> !isOfTheService(at)).isPresent()) {
            // Whoever gets the bot's token can send mail as the bot.
            entry.required("key");
        }
        Optional<String> from = address(entry.required("from"));
        List<String> to = recipients(entry);
        return key.present() && secret.isEmpty()
                ? Optional.empty()
                : endpoint.flatMap(at -> from.map(sender -> new Channel.Email(at, secret.orElse(null), sender, to)));
    }

    private static boolean isOfTheService(URI endpoint) {
        return endpoint.getHost().endsWith(SERVICE);
    }

    static Optional<Target> smtp(Fields entry, Function<Field, Optional<SecretName>> secrets) {
        Optional<String> host = host(entry.required("server"));
        boolean inside = host.filter(OutreachFile.LOOPBACK::contains).isPresent();
        Field tls = entry.optional("tls");
        Protection protection = tls.oneOf(Protection.class).orElse(Protection.STARTTLS);
        if (protection == Protection.NONE && host.isPresent() && !inside) {
            tls.report("without TLS mail can only go to this machine itself");
        }
        Optional<Integer> port = port(entry.optional("port"), protection, inside);
        Login login = login(entry, secrets);
        Optional<String> from = address(entry.required("from"));
        List<String> to = recipients(entry);
        return host.flatMap(name ->
                port.flatMap(at -> from.map(sender -> new Channel.Smtp(name, at, protection, login, sender, to))));
    }

    private static Optional<String> host(Field field) {
        Optional<String> host = field.text().map(text -> text.toLowerCase(Locale.ROOT));
        if (host.isPresent() && !HOST.matcher(host.get()).matches()) {
            field.report("'server' must be the name of a host, such as smtp.contoso.example");
            return Optional.empty();
        }
        return host;
    }

    private static Optional<Integer> port(Field field, Protection protection, boolean inside) {
        int standard = protection == Protection.IMPLICIT ? SUBMISSIONS : SUBMISSION;
        Optional<Integer> port = field.present() ? field.integer(1, 65_535) : Optional.of(standard);
        if (port.isPresent() && !inside && !PORTS.contains(port.get())) {
            field.report("'port' must be 25, 465, 587 or 2525");
            return Optional.empty();
        }
        return port;
    }

    private static @Nullable Login login(Fields entry, Function<Field, Optional<SecretName>> secrets) {
        Field user = entry.optional("user");
        Field password = entry.optional("password");
        Optional<SecretName> secret = secrets.apply(password);
        if (user.present() != password.present()) {
            (user.present() ? user : password).report("'user' and 'password' come together");
        }
        return user.text()
                .flatMap(name -> secret.map(word -> new Login(name, word)))
                .orElse(null);
    }

    private static List<String> recipients(Fields entry) {
        return entry.required("to").oneOrMore().stream()
                .flatMap(field -> address(field).stream())
                .toList();
    }

    private static Optional<String> address(Field field) {
        Optional<String> text = field.text();
        if (text.isPresent() && !ADDRESS.matcher(text.get()).matches()) {
            field.report("'" + text.get() + "' is no e-mail address");
            return Optional.empty();
        }
        return text;
    }
}
