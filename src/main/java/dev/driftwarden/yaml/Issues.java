package dev.driftwarden.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Collects mistakes, so that a person sees all of them at once. Not safe for several threads. */
public final class Issues {
    private final List<Issue> found = new ArrayList<>();

    public void add(Place place, String message) {
        Issue issue = new Issue(place, message);
        if (!found.contains(issue)) {
            found.add(issue);
        }
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** All mistakes in the order of their places. */
    public List<Issue> list() {
        return found.stream().sorted(Comparator.comparing(Issue::place)).toList();
    }

    /** All mistakes as text, a blank line between them; empty when there are none. */
    public String render() {
        return list().stream().map(Issue::render).collect(Collectors.joining("\n\n"));
    }
}
