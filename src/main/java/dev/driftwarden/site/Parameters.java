package dev.driftwarden.site;

import dev.driftwarden.web.WebRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads the query of a request and collects everything that is wrong with it, so that it can all be said at once. */
public final class Parameters {
    private static final int LONGEST = 500;

    private final WebRequest request;
    private final List<String> problems = new ArrayList<>();

    /**
     * @param known the names that the address takes; any other one is a problem
     */
    public Parameters(WebRequest request, Set<String> known) {
        this.request = request;
        for (String name : new TreeSet<>(request.query().keySet())) {
            if (!known.contains(name)) {
                String taken = known.isEmpty() ? "takes none" : "takes " + String.join(", ", new TreeSet<>(known));
                problems.add("Unknown parameter '" + Shown.text(name, 60) + "'; this address " + taken + ".");
            }
        }
    }

    public List<String> problems() {
        return List.copyOf(problems);
    }

    /** The value as given, empty text when there is none or it is blank. */
    public String text(String name) {
        String value = request.parameter(name).orElse("").strip();
        if (value.length() > LONGEST) {
            problems.add("Parameter '" + name + "' may have at most " + LONGEST + " characters.");
            return "";
        }
        return value;
    }

    /** One of the words, or the default when it is not given. */
    public String oneOf(String name, List<String> words, String otherwise) {
        String value = text(name);
        if (value.isEmpty() || words.contains(value)) {
            return value.isEmpty() ? otherwise : value;
        }
        problems.add("Parameter '" + name + "' must be one of " + String.join(", ", words) + ".");
        return otherwise;
    }

    public int number(String name, int from, int to, int otherwise) {
        String value = text(name);
        Optional<Integer> number = value.isEmpty() ? Optional.of(otherwise) : parsed(value);
        if (number.isEmpty() || number.get() < from || number.get() > to) {
            problems.add("Parameter '" + name + "' must be a whole number from " + from + " to " + to + ".");
            return otherwise;
        }
        return number.get();
    }

    private static Optional<Integer> parsed(String value) {
        try {
            return Optional.of(Integer.parseInt(value));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
