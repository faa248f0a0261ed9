package dev.driftwarden.policy;

import dev.driftwarden.policy.Channel.Target;
import dev.driftwarden.policy.Outreach.KnownPerson;
import dev.driftwarden.policy.Outreach.Tickets;
import dev.driftwarden.rule.Severity;
import dev.driftwarden.yaml.Field;
import dev.driftwarden.yaml.Fields;
import dev.driftwarden.yaml.Names;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the parts of the policy file that say who is told what: {@code channels, routes, tickets, people, owner-tag}. */
final class OutreachFile {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?");
    private static final Pattern OBJECT_ID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern SLACK_USER = Pattern.compile("[UW][A-Z0-9]{2,20}");
    static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");
    private static final List<String> TYPES = List.of("teams", "slack", "email", "smtp", "webhook");

    private final Function<Field, RulePattern> rules;

    /** @param rules reads a pattern of rule ids and reports one that matches none */
    OutreachFile(Function<Field, RulePattern> rules) {
        this.rules = rules;
    }

    Outreach read(Fields file) {
        Map<String, Channel> channels = new LinkedHashMap<>();
        file.optional("channels")
                .items()
                .forEach(field -> channel(field).ifPresent(channel -> {
                    if (channels.putIfAbsent(channel.name(), channel) != null) {
                        field.report("there is another channel called '" + channel.name() + "'");
                    }
                }));
        return new Outreach(
                file.optional("owner-tag").text().orElse(Outreach.NONE.ownerTag()),
                List.copyOf(channels.values()),
                file.optional("routes").items().stream()
                        .map(field -> route(field, channels.keySet()))
                        .toList(),
                tickets(file.optional("tickets")),
                people(file.optional("people")));
    }

    private static Optional<Channel> channel(Field field) {
        Fields entry = field.fields();
        Field name = entry.required("name");
        String text = name.text().orElse("");
        if (name.present() && !NAME.matcher(text).matches()) {
            name.report("a channel's name is made of lower-case letters, digits and '-', at most 40 characters");
        }
        Optional<Target> target = target(entry);
        QuietHours quiet = quiet(entry.optional("quiet"));
        Flood flood = flood(entry.optional("flood"), Flood.OF_NOTICES);
        entry.end();
        return target.filter(there -> NAME.matcher(text).matches())
                .map(there -> new Channel(text, there, quiet, flood));
    }

    private static Optional<Target> target(Fields entry) {
        Field type = entry.required("type");
        return switch (type.text().orElse("")) {
            case "teams" -> secret(entry.required("address")).map(Channel.Teams::new);
            case "slack" -> {
                boolean buttons = entry.optional("buttons").truth().orElse(false);
                yield secret(entry.required("address")).map(address -> new Channel.Slack(address, buttons));
            }
            case "email" -> MailReader.azure(entry, OutreachFile::secret, OutreachFile::address);
            case "smtp" -> MailReader.smtp(entry, OutreachFile::secret);
            case "webhook" -> {
                Optional<URI> url = address(entry.required("url"));
                Optional<SecretName> key = secret(entry.required("key"));
                yield url.flatMap(to -> key.map(with -> new Channel.Webhook(to, with)));
            }
            default -> unknown(type, TYPES);
        };
    }

    private static <T> Optional<T> unknown(Field field, List<String> known) {
        field.text()
                .ifPresent(text -> field.report("'" + field.name() + "' must be one of " + String.join(", ", known)
                        + ", not '" + text + "'" + Names.suggestion(text, known)));
        return Optional.empty();
    }

    private static Optional<SecretName> secret(Field field) {
        Optional<String> text = field.text();
        Optional<SecretName> name = text.flatMap(SecretName::tryParse);
        if (text.isPresent() && name.isEmpty()) {
            // What stands there may be the secret itself: it is not repeated.
            field.report("'" + field.name() + "' must be the name of a setting that begins with " + SecretName.PREFIX
                    + "; the secret itself must not stand in this file");
        }
        return name;
    }

    private static Optional<URI> address(Field field) {
        return field.text().flatMap(text -> {
            Optional<URI> address = parsed(text.replaceFirst("/+$", ""));
            if (address.isEmpty()) {
                field.report("'" + field.name() + "' must be an https address without user, query or fragment");
            }
            return address;
        });
    }

    private static Optional<URI> parsed(String text) {
        try {
            URI address = new URI(text);
            String host = address.getHost();
            boolean bare = address.getRawUserInfo() == null
                    && address.getRawQuery() == null
                    && address.getRawFragment() == null;
            boolean safe = host != null
                    && ("https".equals(address.getScheme())
                            || ("http".equals(address.getScheme()) && LOOPBACK.contains(host)));
            return bare && safe ? Optional.of(address) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static @Nullable QuietHours quiet(Field field) {
        if (!field.present()) {
            return null;
        }
        Fields entry = field.fields();
        Optional<LocalTime> from = time(entry.required("from"));
        Optional<LocalTime> to = time(entry.required("to"));
        Optional<ZoneId> zone = zone(entry.required("zone"));
        Set<Severity> except = severities(entry.optional("except"));
        entry.end();
        if (from.isPresent() && from.equals(to)) {
            field.report("quiet hours must end at another time than they begin");
        }
        return from.flatMap(begin -> to.flatMap(end -> zone.map(in -> new QuietHours(begin, end, in, except))))
                .orElse(null);
    }

    private static Optional<LocalTime> time(Field field) {
        return field.text().flatMap(text -> {
            try {
                return Optional.of(LocalTime.parse(text));
            } catch (DateTimeException e) {
                field.report("'" + field.name() + "' must be a time of day such as \"22:00\"");
                return Optional.empty();
            }
        });
    }

    private static Optional<ZoneId> zone(Field field) {
        return field.text().flatMap(text -> {
            try {
                return Optional.of(ZoneId.of(text));
            } catch (DateTimeException e) {
                field.report("'" + field.name() + "' must be a time zone such as Europe/Berlin");
                return Optional.empty();
            }
        });
    }

    private static Flood flood(Field field, Flood standard) {
        if (!field.present()) {
            return standard;
        }
        Fields entry = field.fields();
        int moreThan = entry.optional("more-than").integer(1, 900).orElse(standard.moreThan());
        Field within = entry.optional("within");
        Duration time = within.duration().orElse(standard.within());
        if (time.compareTo(Duration.ofMinutes(1)) < 0 || time.compareTo(Duration.ofDays(1)) > 0) {
            within.report("'within' must be from PT1M to P1D");
            time = standard.within();
        }
        entry.end();
        return new Flood(moreThan, time);
    }

    private static Set<Severity> severities(Field field) {
        Set<Severity> found = EnumSet.noneOf(Severity.class);
        field.oneOrMore().forEach(item -> item.oneOf(Severity.class).ifPresent(found::add));
        return Set.copyOf(found);
    }

    private NoticeRoute route(Field field, Set<String> channels) {
        Fields entry = field.fields();
        Field pattern = entry.optional("rules");
        Field scope = entry.optional("scope");
        NoticeRoute route = new NoticeRoute(
                entry.required("channels").oneOrMore().stream()
                        .flatMap(name -> named(name, channels).stream())
                        .toList(),
                kinds(entry.optional("kinds")),
                severities(entry.optional("severity")),
                pattern.present() ? rules.apply(pattern) : null,
                scope.present() ? PolicyParts.scope(scope).orElse(null) : null,
                entry.optional("owners").oneOrMore().stream()
                        .flatMap(owner -> owner.text().stream())
                        .collect(Collectors.toSet()));
        entry.end();
        return route;
    }

    private static Optional<String> named(Field field, Set<String> channels) {
        Optional<String> name = field.text();
        if (name.isPresent() && !channels.contains(name.get())) {
            field.report("no channel is called '" + name.get() + "'" + Names.suggestion(name.get(), channels));
            return Optional.empty();
        }
        return name;
    }

    private static Set<NoticeKind> kinds(Field field) {
        List<String> known =
                List.of(NoticeKind.values()).stream().map(NoticeKind::toString).toList();
        Set<NoticeKind> found = EnumSet.noneOf(NoticeKind.class);
        for (Field item : field.oneOrMore()) {
            item.text().flatMap(NoticeKind::tryParse).ifPresentOrElse(found::add, () -> unknown(item, known));
        }
        return Set.copyOf(found);
    }

    private static @Nullable Tickets tickets(Field field) {
        if (!field.present()) {
            return null;
        }
        Fields entry = field.fields();
        Optional<TicketSystemSettings> system =
                TicketSystemReader.read(entry, OutreachFile::secret, OutreachFile::address);
        Flood flood = flood(entry.optional("flood"), Flood.OF_TICKETS);
        Map<String, String> assign = new TreeMap<>();
        entry.optional("assign").entries().forEach(one -> one.text().ifPresent(to -> assign.put(one.name(), to)));
        entry.end();
        return system.map(found -> new Tickets(found, flood, assign)).orElse(null);
    }

    private static Map<String, KnownPerson> people(Field field) {
        Map<String, KnownPerson> people = new LinkedHashMap<>();
        for (Field item : field.items()) {
            Fields entry = item.fields();
            String slack = matching(entry.required("slack"), SLACK_USER, "a Slack user id such as U012AB3CD");
            String id = matching(entry.required("object-id"), OBJECT_ID, "an Entra object id (a GUID)");
            String name = entry.required("name").text().orElse("");
            Set<String> roles = Set.copyOf(entry.required("roles").texts());
            entry.end();
            if (people.putIfAbsent(slack, new KnownPerson(id.toLowerCase(Locale.ROOT), name, roles)) != null) {
                item.report("there is another person with the Slack user id '" + slack + "'");
            }
        }
        return people;
    }

    private static String matching(Field field, Pattern form, String what) {
        String text = field.text().orElse("");
        if (field.present() && !form.matcher(text).matches()) {
            field.report("'" + field.name() + "' must be " + what);
        }
        return text;
    }
}
