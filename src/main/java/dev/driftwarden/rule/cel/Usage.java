package dev.driftwarden.rule.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an expression touches, found without evaluating it.
 *
 * @param names the variables that it may ask for
 * @param paths for each variable the paths that it reads of it; an empty path means the whole value
 * @param defaults the default that {@code get} was given for {@code variable.path}
 */
public record Usage(Set<String> names, Map<String, Set<String>> paths, Map<String, Object> defaults) {

    static Usage of(CelAbstractSyntaxTree ast) {
        Collector collector = new Collector();
        CelNavigableAst.fromAst(ast).getRoot().allNodes().forEach(collector::visit);
        return new Usage(collector.names, collector.paths, collector.defaults);
    }

    /** The paths read of one variable. */
    public Set<String> pathsOf(String name) {
        return paths.getOrDefault(name, Set.of());
    }

    private static final class Collector {
        private static final Set<String> READERS = Set.of("get", "getEnum", "getIgnoreCase", "miss");
        private final Set<String> names = new HashSet<>();
        private final Map<String, Set<String>> paths = new HashMap<>();
        private final Map<String, Object> defaults = new HashMap<>();

        void visit(CelNavigableExpr node) {
            if (node.getKind() != Kind.IDENT) {
                return;
            }
            String name = node.expr().ident().name();
            names.add(name);
            StringBuilder path = new StringBuilder();
            CelNavigableExpr top = node;
            while (top.parent().filter(Collector::selects).isPresent()) {
                top = top.parent().orElseThrow();
                path.append(path.isEmpty() ? "" : ".")
                        .append(top.expr().select().field());
            }
            addCall(name, path, top);
            paths.computeIfAbsent(name, any -> new HashSet<>()).add(path.toString());
        }

        private static boolean selects(CelNavigableExpr node) {
            return node.getKind() == Kind.SELECT;
        }

        private void addCall(String name, StringBuilder path, CelNavigableExpr argument) {
            CelNavigableExpr parent = argument.parent().orElse(null);
            if (parent == null || parent.getKind() != Kind.CALL) {
                return;
            }
            CelCall call = parent.expr().call();
            List<CelExpr> args = call.args();
            boolean reads = READERS.contains(call.function())
                    && args.size() > 1
                    && args.get(0).id() == argument.id()
                    && isText(args.get(1));
            if (reads) {
                path.append(path.isEmpty() ? "" : ".")
                        .append(args.get(1).constant().stringValue());
                addDefault(name + "." + path, args);
            }
        }

        private void addDefault(String path, List<CelExpr> args) {
            if (args.size() > 2 && args.get(2).getKind() == Kind.CONSTANT) {
                defaults.put(path, value(args.get(2).constant()));
            }
        }

        private static boolean isText(CelExpr expr) {
            return expr.getKind() == Kind.CONSTANT && expr.constant().getKind() == CelConstant.Kind.STRING_VALUE;
        }

        private static Object value(CelConstant constant) {
            return switch (constant.getKind()) {
                case STRING_VALUE -> constant.stringValue();
                case BOOLEAN_VALUE -> constant.booleanValue();
                case INT64_VALUE -> constant.int64Value();
                case DOUBLE_VALUE -> constant.doubleValue();
                default -> constant.nullValue();
            };
        }
    }
}
