package org.frontdesk.content.site;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A YAML mapping that knows its lines. What is missing or of the wrong type is noted as a mistake and read as empty, so
 * that reading goes on; nothing read is used once there is a mistake.
 * <p>
 * The nodes are read as composed, not bound by Jackson: binding stops at the first mistake and knows few lines. Aliases
 * are not expanded, so a "YAML bomb" costs nothing.
 */
public final class Entries {
    private static final LoadSettings SETTINGS = LoadSettings.builder().build();

    private record Source(String file, int linesBefore, SiteMistakes mistakes) {
        void mistake(int line, String key, String expected) {
            mistakes.add(file, line + linesBefore, key, expected);
        }
    }

    private record Entry(int line, Node value) {}

    private final Source source;
    private final String prefix;
    private final int line;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private Entries(Source source, String prefix, int line, List<NodeTuple> tuples) {
        this.source = source;
        this.prefix = prefix;
        this.line = line;
        for (NodeTuple tuple : tuples) {
            String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
            if (entries.put(key, new Entry(lineOf(tuple.getKeyNode()), tuple.getValueNode())) != null) {
                mistake(key, "to stand here once");
            }
        }
    }

    /** @param linesBefore how many lines of the file stand before this YAML */
    public static Entries parse(String file, String yaml, int linesBefore, SiteMistakes mistakes) {
        Source source = new Source(file, linesBefore, mistakes);
        try {
            Optional<Node> root = new Compose(SETTINGS).composeString(yaml);
            return mapping(source, "", 1, root.orElse(null));
        } catch (StackOverflowError e) {
            source.mistake(1, "", "YAML, but it is nested too deep");
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().or(e::getContextMark).map(mark -> mark.getLine() + 1).orElse(1);
            source.mistake(line, "", "YAML, but " + e.getProblem().replace('\n', ' '));
        } catch (YamlEngineException e) {
            source.mistake(1, "", "YAML, but " + e.getMessage().replace('\n', ' '));
        } catch (RuntimeException e) {
            // The parser lets through what it stumbled over itself, such as a number in an escape that is none.
            source.mistake(1, "", "YAML, but it cannot be read: " + e.getMessage());
        }
        return unreadable(file);
    }

    /** What is read for that which is a mistake in whole: its keys are not each reported as missing on top. */
    static Entries unreadable(String file) {
        return new Entries(new Source(file, 0, new SiteMistakes()), "", 0, List.of());
    }

    private static Entries mapping(Source source, String prefix, int line, Node node) {
        if (node instanceof MappingNode mapping) {
            return new Entries(source, prefix.isEmpty() ? "" : prefix + ".", line, mapping.getValue());
        }
        source.mistake(line, prefix, "keys with values");
        return unreadable(source.file());
    }

    public Set<String> keys() {
        return entries.keySet();
    }

    public void mistake(String key, String expected) {
        source.mistake(lineOf(key), prefix + key, expected);
    }

    /** Notes every key beyond those declared: most often a slip of the pen, and its value would be lost in silence. */
    public void only(Collection<String> declared) {
        keys().stream().filter(key -> !declared.contains(key))
                .forEach(key -> mistake(key, "one of the keys " + String.join(", ", declared)));
    }

    /** The text of a key that must be there; empty after noting a mistake. */
    public String text(String key) {
        return value(key, "a text", Function.identity()).orElse("");
    }

    /** The value of a key that must be there. */
    public <T> Optional<T> value(String key, String expected, Function<String, T> parse) {
        if (!isGiven(key)) {
            mistake(key, expected);
            return Optional.empty();
        }
        return optional(key, expected, parse);
    }

    /** @param parse throws any unchecked exception for what is not {@code expected} */
    public <T> Optional<T> optional(String key, String expected, Function<String, T> parse) {
        return isGiven(key) ? parse(entries.get(key), prefix + key, expected, parse) : Optional.empty();
    }

    public Optional<String> optional(String key) {
        return optional(key, "a text", Function.identity());
    }

    /** The texts of a list; empty where the key is missing. */
    <T> List<T> list(String key, String expected, Function<String, T> parse) {
        return items(key, expected).stream()
                .flatMap(node -> parse(new Entry(lineOf(node), node), prefix + key, expected, parse).stream()).toList();
    }

    /** The mapping of a key; empty where the key is missing. */
    Entries mapping(String key) {
        return isGiven(key)
                ? mapping(source, prefix + key, entries.get(key).line(), entries.get(key).value())
                : new Entries(source, prefix + key + ".", lineOf(key), List.of());
    }

    List<Entries> mappings(String key) {
        List<Node> items = items(key, "a list");
        return IntStream.range(0, items.size())
                .mapToObj(i -> mapping(source, prefix + key + "[" + i + "]", lineOf(items.get(i)), items.get(i)))
                .toList();
    }

    private boolean isGiven(String key) {
        return entries.containsKey(key) && !Tag.NULL.equals(entries.get(key).value().getTag());
    }

    private List<Node> items(String key, String expected) {
        if (!isGiven(key)) {
            return List.of();
        }
        if (entries.get(key).value() instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        mistake(key, "a list: " + expected);
        return List.of();
    }

    private <T> Optional<T> parse(Entry entry, String key, String expected, Function<String, T> parse) {
        if (entry.value() instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            try {
                return Optional.of(parse.apply(scalar.getValue().strip()));
            } catch (RuntimeException e) {
                // What it should have been says more to an editor than what a parser thought.
            }
        }
        source.mistake(entry.line(), key, expected);
        return Optional.empty();
    }

    private int lineOf(String key) {
        return entries.containsKey(key) ? entries.get(key).line() : line;
    }

    private static int lineOf(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }
}
