package dev.driftwarden.rule.load;

import dev.driftwarden.rule.load.Frameworks.Control;
import dev.driftwarden.yaml.Field;
import dev.driftwarden.yaml.Names;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads which controls of which frameworks a rule covers. A framework that is not known may have any controls. */
final class ControlsReader {
    private final Frameworks frameworks;

    ControlsReader(Frameworks frameworks) {
        this.frameworks = frameworks;
    }

    Map<String, List<String>> read(Field field) {
        Map<String, List<String>> controls = new LinkedHashMap<>();
        for (Field entry : field.entries()) {
            List<String> known =
                    frameworks.controls(entry.name()).stream().map(Control::id).toList();
            controls.put(
                    entry.name(),
                    entry.items().stream()
                            .flatMap(item -> control(item, entry.name(), known))
                            .toList());
        }
        return controls;
    }

    private static Stream<String> control(Field item, String framework, List<String> known) {
        return item.text().stream().peek(id -> {
            if (!known.isEmpty() && !known.contains(id)) {
                item.report("'" + framework + "' has no control '" + id + "'" + Names.suggestion(id, known));
            }
        });
    }
}
