package dev.driftwarden.local;

import com.microsoft.azure.functions.ExecutionContext;
import dev.driftwarden.engine.Bot;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One function: a public method that some trigger starts. A new object runs each invocation, as in the Functions worker. */
record LocalFunction(String name, Trigger trigger, Method method, Supplier<Bot> bot) {

    /**
     * Runs it.
     *
     * @param input what the trigger brings
     * @return what the method returned; null for none
     * @throws FunctionFailedException when it threw
     */
    @Nullable
    Object invoke(Object input) {
        ExecutionContext context = new LocalContext(name, UUID.randomUUID().toString());
        try {
            return method.invoke(instance(), arguments(input, context));
        } catch (InvocationTargetException thrown) {
            throw new FunctionFailedException(name, context.getInvocationId(), thrown.getTargetException());
        } catch (ReflectiveOperationException broken) {
            throw new IllegalStateException("function " + name + " cannot be called: " + broken, broken);
        }
    }

    private Object instance() throws ReflectiveOperationException {
        for (Constructor<?> constructor : method.getDeclaringClass().getConstructors()) {
            if (Arrays.equals(constructor.getParameterTypes(), new Class<?>[] {Supplier.class})) {
                return constructor.newInstance(bot);
            }
        }
        return method.getDeclaringClass().getConstructor().newInstance();
    }

    private Object[] arguments(Object input, ExecutionContext context) {
        return Arrays.stream(method.getParameterTypes())
                .map(type -> type == ExecutionContext.class ? context : input)
                .toArray();
    }
}
