package dev.driftwarden.functions;

import com.microsoft.azure.functions.annotation.CustomBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the parameter that gets a tool call of the Model Context Protocol, as JSON. The Maven plugin in use does not know the
 * library's own annotation for it and would write a function without a binding; it does know custom bindings.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
@CustomBinding(direction = "in", name = "", type = "mcpToolTrigger")
public @interface McpTool {

    /** The parameter's name in function.json. */
    String name();

    /** The name that clients call. */
    String toolName();

    /** What the tool is for. */
    String description();

    /**
     * The arguments, as a JSON array of {@code {"propertyName","propertyType","description","isRequired"}}.
     */
    String toolProperties() default "[]";
}
