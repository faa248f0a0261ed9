package dev.driftwarden.net;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Packets of one family and protocol that a rule allows: cells of destinations and ports that do not overlap, each with the
 * sources that still reach it. Taking a deny away splits cells by destination and port and narrows their sources.
 */
final class Space {
    /** More cells than any real group makes; a group that makes more is undecidable. */
    private static final int MOST_CELLS = 4_096;

    /** The packets of every source to every destination at every port. */
    record Cell(Ranges destinations, Ranges ports, Ranges sources) {}

    private final Predicate<Ranges> open;
    private final Effort effort;
    private List<Cell> cells;

    /**
     * @param open whether sources are so many that they count as open; cells with fewer are dropped at once
     */
    Space(Cell start, Predicate<Ranges> open, Effort effort) {
        this.open = open;
        this.effort = effort;
        this.cells = isOpen(start) ? List.of(start) : List.of();
    }

    private boolean isOpen(Cell cell) {
        return !cell.destinations.isEmpty() && !cell.ports.isEmpty() && open.test(cell.sources);
    }

    void take(Cell denied) {
        List<Cell> left = new ArrayList<>(cells.size() + 2);
        effort.spend(cells.size());
        for (Cell cell : cells) {
            split(cell, denied, left);
        }
        if (left.size() > MOST_CELLS) {
            throw new UndecidableException("properties.securityRules", "the rules overlap in too many ways to judge");
        }
        cells = left;
    }

    private void split(Cell cell, Cell denied, List<Cell> left) {
        Ranges ports = cell.ports.intersect(denied.ports);
        Ranges destinations = ports.isEmpty() ? ports : cell.destinations.intersect(denied.destinations);
        if (destinations.isEmpty()) {
            left.add(cell);
            return;
        }
        keep(new Cell(cell.destinations, cell.ports.minus(ports), cell.sources), left);
        keep(new Cell(cell.destinations.minus(destinations), ports, cell.sources), left);
        keep(new Cell(destinations, ports, cell.sources.minus(denied.sources)), left);
    }

    private void keep(Cell cell, List<Cell> left) {
        if (isOpen(cell)) {
            left.add(cell);
        }
    }

    boolean isEmpty() {
        return cells.isEmpty();
    }

    /** The ports at which at least one destination is still open. */
    Ranges ports() {
        List<Ranges.Range> ports = new ArrayList<>();
        cells.forEach(cell -> ports.addAll(cell.ports.parts()));
        return Ranges.union(ports);
    }

    /** Bounds the work for one group, so that no group of rules can hold up the others. */
    static final class Effort {
        private static final int MOST = 100_000;
        private int spent;

        void spend(int cells) {
            spent += cells;
            if (spent > MOST) {
                throw new UndecidableException("properties.securityRules", "the rules take too long to judge");
            }
        }
    }
}
