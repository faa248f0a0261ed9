package dev.driftwarden.practice;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a {@link KqlQuery}. */
final class KqlParser {
    private static final Pattern TOKEN = Pattern.compile(
            "\\s*('(?:[^'\\\\]|\\\\.)*'|\"(?:[^\"\\\\]|\\\\.)*\"|=~|!~|==|!=|=|\\||[(),]|!?(?:in|has|contains)~?(?![\\w.])"
                    + "|[\\w$]+(?:\\.[\\w$]+|\\['[^']*'\\])*|-?\\d+)");

    private final List<String> tokens = new ArrayList<>();
    private int at;

    /** The query is not of the understood kind; the message says where. */
    static final class InvalidQuery extends RuntimeException {
        private static final long serialVersionUID = 1L;

        InvalidQuery(String message) {
            super(message);
        }
    }

    private KqlParser(String text) {
        Matcher matcher = TOKEN.matcher(text.strip());
        int end = 0;
        while (matcher.find() && matcher.start() == end) {
            tokens.add(matcher.group(1));
            end = matcher.end();
        }
        if (end != text.strip().length()) {
            throw new InvalidQuery("unexpected text at character " + end);
        }
    }

    /** Understands the query or says why not. */
    static KqlQuery parse(String text) {
        return new KqlParser(text).query();
    }

    private KqlQuery query() {
        String table = next().toLowerCase(Locale.ROOT);
        Predicate<JsonNode> rows = row -> true;
        List<KqlQuery.Column> columns = List.of();
        KqlQuery.@Nullable Order order = null;
        @Nullable String countedBy = null;
        boolean counts = false;
        int limit = Integer.MAX_VALUE;
        while (at < tokens.size()) {
            expect("|");
            switch (next()) {
                case "where" -> rows = rows.and(either());
                case "project" -> columns = columns();
                case "limit", "take" -> limit = number(next());
                case "count" -> counts = true;
                case "order", "sort" -> {
                    expect("by");
                    order = order();
                }
                case "summarize" -> countedBy = countedBy();
                default -> throw new InvalidQuery("operator '" + tokens.get(at - 1) + "' is not supported");
            }
        }
        return new KqlQuery(table, rows, columns, order, countedBy, limit, counts);
    }

    private KqlQuery.Order order() {
        String path = next();
        boolean lowerCase = path.equals("tolower");
        if (lowerCase) {
            expect("(");
            path = next();
            expect(")");
        }
        return new KqlQuery.Order(path, lowerCase, accept("desc") || !accept("asc"));
    }

    private String countedBy() {
        for (String token : List.of("n", "=", "count", "(", ")", "by")) {
            expect(token);
        }
        return next();
    }

    private List<KqlQuery.Column> columns() {
        List<KqlQuery.Column> columns = new ArrayList<>();
        do {
            String name = next();
            columns.add(
                    accept("=")
                            ? new KqlQuery.Column(name, next())
                            : new KqlQuery.Column(name.replace('.', '_'), name));
        } while (accept(","));
        return columns;
    }

    private Predicate<JsonNode> either() {
        Predicate<JsonNode> condition = both();
        while (accept("or")) {
            condition = condition.or(both());
        }
        return condition;
    }

    private Predicate<JsonNode> both() {
        Predicate<JsonNode> condition = single();
        while (accept("and")) {
            condition = condition.and(single());
        }
        return condition;
    }

    private Predicate<JsonNode> single() {
        if (accept("(")) {
            Predicate<JsonNode> inner = either();
            expect(")");
            return inner;
        }
        String name = next();
        if (name.equals("isempty") || name.equals("isnotempty")) {
            expect("(");
            String path = next();
            expect(")");
            boolean wanted = name.equals("isempty");
            return row -> KqlQuery.at(row, path).asText("").isEmpty() == wanted;
        }
        return comparison(name, next());
    }

    private Predicate<JsonNode> comparison(String path, String operator) {
        boolean not = operator.startsWith("!");
        boolean exact = operator.equals("==") || operator.equals("!=") || operator.endsWith("in");
        Predicate<JsonNode> condition;
        switch (not && !operator.equals("!=") && !operator.equals("!~") ? operator.substring(1) : operator) {
            case "==", "=~", "!=", "!~" -> condition = isOneOf(path, List.of(literal(next())), exact);
            case "in", "in~" -> condition = isOneOf(path, literals(), exact);
            case "contains", "has" -> condition = contains(path, literal(next()));
            default -> throw new InvalidQuery("operator '" + operator + "' is not supported");
        }
        return not ? condition.negate() : condition;
    }

    private static Predicate<JsonNode> isOneOf(String path, List<String> wanted, boolean exact) {
        return row -> {
            String value = KqlQuery.at(row, path).asText("");
            return wanted.stream().anyMatch(one -> exact ? one.equals(value) : one.equalsIgnoreCase(value));
        };
    }

    private static Predicate<JsonNode> contains(String path, String part) {
        String wanted = part.toLowerCase(Locale.ROOT);
        return row -> KqlQuery.at(row, path).asText("").toLowerCase(Locale.ROOT).contains(wanted);
    }

    private List<String> literals() {
        expect("(");
        List<String> all = new ArrayList<>();
        do {
            all.add(literal(next()));
        } while (accept(","));
        expect(")");
        return all;
    }

    private static String literal(String token) {
        boolean quoted = token.startsWith("'") || token.startsWith("\"");
        return quoted ? token.substring(1, token.length() - 1).replaceAll("\\\\(.)", "$1") : token;
    }

    private static int number(String token) {
        if (!token.matches("\\d{1,9}")) {
            throw new InvalidQuery("'" + token + "' is not a number");
        }
        return Integer.parseInt(token);
    }

    private String next() {
        if (at >= tokens.size()) {
            throw new InvalidQuery("the query ends too early");
        }
        return tokens.get(at++);
    }

    private boolean accept(String token) {
        boolean there = at < tokens.size() && tokens.get(at).equals(token);
        at += there ? 1 : 0;
        return there;
    }

    private void expect(String token) {
        if (!next().equals(token)) {
            throw new InvalidQuery("'" + token + "' expected but '" + tokens.get(at - 1) + "' found");
        }
    }
}
