package dev.driftwarden.rule.load;

import dev.driftwarden.yaml.Place;
import dev.driftwarden.yaml.YamlNode.Scalar;

/**
 * A CEL expression as written, with its place in the file.
 *
 * @param scalar the YAML value that holds it
 * @param offset where in that value's text it starts
 */
public record Expression(Scalar scalar, int offset, String text) {

    static Expression of(Scalar scalar) {
        return new Expression(scalar, 0, scalar.text());
    }

    /** The place in the file of a character of the expression. */
    public Place at(int index) {
        return scalar.at(offset + index);
    }

    public Place place() {
        return at(0);
    }
}
