package dev.driftwarden.net;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * A set of whole numbers, kept as ascending ranges that neither overlap nor touch. Used for addresses and for ports.
 *
 * @param parts ascending, with a gap of at least one number between two of them
 */
public record Ranges(List<Range> parts) {
    /** No number at all. */
    public static final Ranges NONE = new Ranges(List.of());

    /** All numbers from the first to the last, both included. */
    public record Range(long first, long last) {
        public Range {
            if (first > last) {
                throw new IllegalArgumentException("a range ends before it begins: " + first + " to " + last);
            }
        }

        @Override
        public String toString() {
            return first == last ? Long.toString(first) : first + "-" + last;
        }
    }

    public Ranges {
        parts = List.copyOf(parts);
        for (int i = 1; i < parts.size(); i++) {
            if (parts.get(i).first - 1 <= parts.get(i - 1).last) {
                throw new IllegalArgumentException("ranges overlap, touch or are out of order: " + parts);
            }
        }
    }

    public static Ranges of(long first, long last) {
        return new Ranges(List.of(new Range(first, last)));
    }

    /** The numbers that are in at least one of the ranges, which may overlap and come in any order. */
    public static Ranges union(Collection<Range> ranges) {
        List<Range> sorted = new ArrayList<>(ranges);
        sorted.sort(Comparator.comparingLong(Range::first));
        List<Range> merged = new ArrayList<>();
        for (Range next : sorted) {
            int end = merged.size() - 1;
            if (end >= 0 && next.first - 1 <= merged.get(end).last) {
                Range before = merged.get(end);
                merged.set(end, new Range(before.first, Math.max(before.last, next.last)));
            } else {
                merged.add(next);
            }
        }
        return new Ranges(merged);
    }

    public Ranges plus(Ranges other) {
        if (parts.isEmpty()) {
            return other;
        }
        if (other.parts.isEmpty()) {
            return this;
        }
        List<Range> all = new ArrayList<>(parts);
        all.addAll(other.parts);
        return union(all);
    }

    /** Whether one single part of this set holds the whole other set: the common case, told without building sets. */
    private boolean spans(Ranges other) {
        return parts.size() == 1
                && !other.parts.isEmpty()
                && parts.get(0).first <= other.parts.get(0).first
                && parts.get(0).last >= other.parts.get(other.parts.size() - 1).last;
    }

    public Ranges intersect(Ranges other) {
        if (spans(other)) {
            return other;
        }
        if (other.spans(this)) {
            return this;
        }
        List<Range> common = new ArrayList<>();
        int mine = 0;
        int theirs = 0;
        while (mine < parts.size() && theirs < other.parts.size()) {
            Range a = parts.get(mine);
            Range b = other.parts.get(theirs);
            long first = Math.max(a.first, b.first);
            long last = Math.min(a.last, b.last);
            if (first <= last) {
                common.add(new Range(first, last));
            }
            if (a.last < b.last) {
                mine++;
            } else {
                theirs++;
            }
        }
        return common.isEmpty() ? NONE : new Ranges(common);
    }

    public Ranges minus(Ranges other) {
        if (other.spans(this)) {
            return NONE;
        }
        List<Range> left = new ArrayList<>();
        int from = 0;
        for (Range part : parts) {
            while (from < other.parts.size() && other.parts.get(from).last < part.first) {
                from++;
            }
            addRest(part, other.parts, from, left);
        }
        return left.isEmpty() ? NONE : new Ranges(left);
    }

    private static void addRest(Range part, List<Range> taken, int from, List<Range> left) {
        long next = part.first;
        for (int i = from; i < taken.size() && taken.get(i).first <= part.last; i++) {
            if (taken.get(i).first > next) {
                left.add(new Range(next, taken.get(i).first - 1));
            }
            next = Math.max(next, taken.get(i).last + 1);
        }
        if (next <= part.last) {
            left.add(new Range(next, part.last));
        }
    }

    public boolean isEmpty() {
        return parts.isEmpty();
    }

    /** How many numbers the set holds. */
    public long size() {
        long size = 0;
        for (Range part : parts) {
            size += part.last - part.first + 1;
        }
        return size;
    }

    public boolean containsAll(Ranges other) {
        return other.minus(this).isEmpty();
    }

    /** The parts as a person writes them: {@code 22}, {@code 20-25}. */
    public List<String> texts() {
        return parts.stream().map(Range::toString).toList();
    }
}
