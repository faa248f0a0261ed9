package dev.driftwarden.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** A piece of a YAML document that knows where it stands. */
public sealed interface YamlNode {
    Place place();

    /** What it is, for messages: {@code a text}, {@code a list}. */
    String kind();

    /** A single value. */
    record Scalar(Place place, Type type, String text, boolean quoted) implements YamlNode {

        /** What an unquoted value means in YAML 1.2; everything quoted is a text. */
        public enum Type {
            TEXT("a text"),
            INTEGER("a whole number"),
            NUMBER("a number"),
            BOOLEAN("true or false"),
            NOTHING("nothing");

            private final String words;

            Type(String words) {
                this.words = words;
            }
        }

        @Override
        public String kind() {
            return type.words;
        }

        /** The JSON value that it stands for. */
        public JsonNode json() {
            return YamlJson.of(this);
        }

        /** The place in the file of the character at this offset of {@link #text}, also in quoted and block texts. */
        public Place at(int offset) {
            return ScalarPlaces.find(this, offset);
        }
    }

    /** A list. */
    record Sequence(Place place, List<YamlNode> items) implements YamlNode {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    /** A mapping; keys are unique and in the order of the text. */
    record Mapping(Place place, List<Entry> entries) implements YamlNode {
        public Mapping {
            entries = List.copyOf(entries);
        }

        @Override
        public String kind() {
            return "a mapping";
        }
    }

    /** A key and its value. */
    record Entry(Place place, String key, YamlNode value) {}
}
