package dev.driftwarden.rule.cel;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelFunctionOverload;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects functions for expressions: name, types and what they do. */
final class FunctionTable {
    static final CelType DYN = SimpleType.DYN;
    static final CelType TEXT = SimpleType.STRING;
    static final CelType TRUTH = SimpleType.BOOL;
    static final CelType WHOLE = SimpleType.INT;
    static final CelType LIST = ListType.create(SimpleType.DYN);
    static final CelType TEXTS = ListType.create(SimpleType.STRING);
    static final CelType OBJECT = MapType.create(SimpleType.STRING, SimpleType.DYN);

    private final Map<String, List<CelOverloadDecl>> overloads = new LinkedHashMap<>();
    private final Map<String, List<CelFunctionBinding>> bindings = new LinkedHashMap<>();

    /** Adds one form of a function; arguments arrive unchecked, because types of JSON values are only known then. */
    void add(String name, CelType result, List<CelType> parameters, CelFunctionOverload action) {
        String id = name + "_" + parameters.size();
        overloads
                .computeIfAbsent(name, any -> new ArrayList<>())
                .add(CelOverloadDecl.newGlobalOverload(id, result, parameters));
        List<Class<?>> anything = Collections.nCopies(parameters.size(), Object.class);
        bindings.computeIfAbsent(name, any -> new ArrayList<>()).add(CelFunctionBinding.from(id, anything, action));
    }

    List<CelFunctionDecl> declarations() {
        return overloads.entrySet().stream()
                .map(entry -> CelFunctionDecl.newFunctionDeclaration(entry.getKey(), entry.getValue()))
                .toList();
    }

    List<CelFunctionBinding> bindings() {
        return bindings.entrySet().stream()
                .flatMap(entry -> CelFunctionBinding.fromOverloads(entry.getKey(), entry.getValue()).stream())
                .toList();
    }

    List<String> names() {
        return List.copyOf(overloads.keySet());
    }
}
