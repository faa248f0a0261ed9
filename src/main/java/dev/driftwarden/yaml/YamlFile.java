package dev.driftwarden.yaml;

import dev.driftwarden.yaml.YamlNode.Entry;
import dev.driftwarden.yaml.YamlNode.Mapping;
import dev.driftwarden.yaml.YamlNode.Scalar;
import dev.driftwarden.yaml.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads one YAML 1.2 document into {@link YamlNode}s. Size, depth and the growth through aliases are bounded. */
public final class YamlFile {
    /** Far above any file a person writes; keeps a hostile one from filling the memory. */
    private static final int MAX_CHARACTERS = 2_000_000;

    private static final int MAX_NODES = 200_000;
    private static final int MAX_DEPTH = 64;
    private static final Map<Tag, Scalar.Type> TYPES = Map.of(
            Tag.INT, Scalar.Type.INTEGER,
            Tag.FLOAT, Scalar.Type.NUMBER,
            Tag.BOOL, Scalar.Type.BOOLEAN,
            Tag.NULL, Scalar.Type.NOTHING);

    private final YamlSource source;
    private final Issues issues;
    private int nodes;

    private YamlFile(YamlSource source, Issues issues) {
        this.source = source;
        this.issues = issues;
    }

    /**
     * Reads a text. Broken syntax is one issue (what follows it cannot be read); duplicate keys are one issue each.
     *
     * @param name the file's name as it is to appear in messages
     * @return the document, or empty when the text is empty or broken, which is then an issue
     */
    public static Optional<YamlNode> parse(String name, String text, Issues issues) {
        return new YamlFile(YamlSource.of(name, text), issues).read(text);
    }

    private Optional<YamlNode> read(String text) {
        if (text.length() > MAX_CHARACTERS) {
            return broken("the file is longer than " + MAX_CHARACTERS + " characters");
        }
        try {
            Optional<Node> root = new Compose(settings()).composeString(text);
            return root.isPresent() ? Optional.of(node(root.get(), 0)) : broken("the file is empty");
        } catch (MarkedYamlEngineException e) {
            issues.add(place(e.getProblemMark().or(e::getContextMark)), "broken YAML: " + words(e));
            return Optional.empty();
        } catch (YamlEngineException e) {
            return broken("broken YAML: " + oneLine(String.valueOf(e.getMessage())));
        } catch (TooLarge e) {
            return broken("the file unfolds to more than " + MAX_NODES + " values or " + MAX_DEPTH + " levels");
        }
    }

    private static LoadSettings settings() {
        return LoadSettings.builder()
                .setCodePointLimit(MAX_CHARACTERS)
                .setMaxAliasesForCollections(50)
                .build();
    }

    private Optional<YamlNode> broken(String message) {
        issues.add(new Place(source, 1, 1), message);
        return Optional.empty();
    }

    private static String words(MarkedYamlEngineException e) {
        String context = e.getContext() == null ? "" : e.getContext() + ", ";
        return oneLine(context + e.getProblem());
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    private YamlNode node(Node node, int depth) {
        if (++nodes > MAX_NODES || depth > MAX_DEPTH) {
            throw new TooLarge();
        }
        if (node instanceof MappingNode mapping) {
            return mapping(mapping, depth);
        }
        if (node instanceof SequenceNode sequence) {
            return new Sequence(
                    place(node.getStartMark()),
                    sequence.getValue().stream().map(n -> node(n, depth + 1)).toList());
        }
        ScalarNode scalar = (ScalarNode) node;
        Scalar.Type type = TYPES.getOrDefault(scalar.getTag(), Scalar.Type.TEXT);
        return new Scalar(place(node.getStartMark()), type, scalar.getValue(), !scalar.isPlain());
    }

    private Mapping mapping(MappingNode node, int depth) {
        Map<String, Place> seen = new HashMap<>();
        List<Entry> entries = new ArrayList<>();
        for (NodeTuple tuple : node.getValue()) {
            Place place = place(tuple.getKeyNode().getStartMark());
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                issues.add(place, "a key must be a text");
                continue;
            }
            Place first = seen.putIfAbsent(key.getValue(), place);
            if (first == null) {
                entries.add(new Entry(place, key.getValue(), node(tuple.getValueNode(), depth + 1)));
            } else {
                issues.add(place, "duplicate key '" + key.getValue() + "', first in line " + first.line());
            }
        }
        return new Mapping(place(node.getStartMark()), entries);
    }

    private Place place(Optional<Mark> mark) {
        return new Place(
                source,
                mark.map(Mark::getLine).orElse(0) + 1,
                mark.map(Mark::getColumn).orElse(0) + 1);
    }

    /** Ends the reading of a document that grows without bound. */
    private static final class TooLarge extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
