package org.frontdesk.notification.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Finds the line of a key in a YAML file, because Jackson does not keep the lines of bound values. */
class KeyLines {

    private KeyLines() {}

    /** If the key is missing, the line of its parent; 0 if the file is missing. */
    static int of(Path file, String key) {
        try {
            return new Compose(LoadSettings.builder().build()).composeString(Files.readString(file))
                    .map(root -> line(root, 1, key)).orElse(1);
        } catch (IOException | YamlEngineException e) {
            return 0;
        }
    }

    private static int line(Node node, int line, String key) {
        return switch (node) {
            case MappingNode mapping when !key.isEmpty() -> mapping.getValue().stream()
                    .filter(entry -> begins(key, name(entry)))
                    .max(Comparator.comparing(entry -> name(entry).length()))
                    .map(entry -> line(entry.getValueNode(), line(entry.getKeyNode()), rest(key, name(entry))))
                    .orElse(line);
            case SequenceNode list when key.matches("\\[\\d+].*") -> {
                var index = Integer.parseInt(key.substring(1, key.indexOf(']')));
                yield index < list.getValue().size()
                        ? line(list.getValue().get(index), line(list.getValue().get(index)),
                                rest(key, "[" + index + "]"))
                        : line;
            }
            default -> line;
        };
    }

    /** Keys may contain dots: {@code texts.form.title} is form.title within texts. */
    private static boolean begins(String key, String name) {
        return key.equals(name) || key.startsWith(name + ".") || key.startsWith(name + "[");
    }

    private static String rest(String key, String name) {
        return key.substring(name.length()).replaceFirst("^\\.", "");
    }

    private static String name(NodeTuple entry) {
        return entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
    }

    private static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }
}
