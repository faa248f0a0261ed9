package dev.driftwarden.yaml;

import dev.driftwarden.yaml.YamlNode.Scalar;

/**
 * Finds where a character of a scalar stands in the file. Quoting and folding only ever add characters (quotes, escapes,
 * indentation, the block header), so walking both texts side by side finds it.
 */
final class ScalarPlaces {
    private ScalarPlaces() {}

    static Place find(Scalar scalar, int offset) {
        Cursor cursor = new Cursor(scalar);
        String text = scalar.text();
        for (int i = 0; i <= Math.min(offset, text.length() - 1); i++) {
            char wanted = text.charAt(i);
            if (!Character.isWhitespace(wanted) && !cursor.advanceTo(wanted)) {
                return scalar.place();
            }
        }
        return cursor.place(offset >= text.length() ? 1 : 0);
    }

    private static final class Cursor {
        private final YamlSource source;
        private int line;
        private int column;
        private Place last;

        Cursor(Scalar scalar) {
            this.source = scalar.place().source();
            this.line = scalar.place().line();
            this.column = scalar.place().column() - 1;
            this.last = scalar.place();
            skipBlockHeader();
        }

        private void skipBlockHeader() {
            String text = source.line(line);
            if (column < text.length() && (text.charAt(column) == '|' || text.charAt(column) == '>')) {
                line++;
                column = 0;
            }
        }

        /** Moves behind the next such character; false when the file ends before. */
        boolean advanceTo(char wanted) {
            for (; line <= source.lines().size(); line++, column = 0) {
                int found = source.line(line).indexOf(wanted, column);
                if (found >= 0) {
                    last = new Place(source, line, found + 1);
                    column = found + 1;
                    return true;
                }
            }
            return false;
        }

        Place place(int behind) {
            return new Place(source, last.line(), last.column() + behind);
        }
    }
}
