package dev.driftwarden.local;

import com.microsoft.azure.functions.annotation.EventGridTrigger;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import dev.driftwarden.engine.Bot;
import dev.driftwarden.functions.McpTool;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The functions of some classes, found by their annotations. */
record FunctionCatalog(List<LocalFunction> functions) {

    /** @throws IllegalArgumentException when a function has no trigger that the local host knows */
    static FunctionCatalog of(List<Class<?>> classes, Supplier<Bot> bot) {
        return new FunctionCatalog(classes.stream()
                .flatMap(type -> Arrays.stream(type.getMethods()))
                .filter(method -> method.isAnnotationPresent(FunctionName.class))
                .map(method -> function(method, bot))
                .sorted(Comparator.comparing(LocalFunction::name))
                .toList());
    }

    private static LocalFunction function(Method method, Supplier<Bot> bot) {
        String name = method.getAnnotation(FunctionName.class).value();
        Trigger trigger = Arrays.stream(method.getParameterAnnotations())
                .flatMap(Arrays::stream)
                .flatMap(annotation -> trigger(annotation).stream())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("function " + name + " has no trigger that is known"));
        return new LocalFunction(name, trigger, method, bot);
    }

    private static Optional<Trigger> trigger(Annotation annotation) {
        if (annotation instanceof EventGridTrigger) {
            return Optional.of(new Trigger.EventGrid());
        }
        if (annotation instanceof QueueTrigger queue) {
            return Optional.of(new Trigger.Queue(queue.queueName()));
        }
        if (annotation instanceof TimerTrigger timer) {
            return Optional.of(new Trigger.Timer(CronSchedule.parse(timer.schedule())));
        }
        if (annotation instanceof McpTool tool) {
            return Optional.of(new Trigger.Tool(tool));
        }
        if (annotation instanceof HttpTrigger http) {
            return Optional.of(new Trigger.Http(Route.parse(http.route()), Set.of(http.methods())));
        }
        return Optional.empty();
    }

    /** By name, without regard to case, as the Functions host does. */
    Optional<LocalFunction> named(String name) {
        return functions.stream()
                .filter(function -> function.name().equalsIgnoreCase(name))
                .findFirst();
    }

    /** Those with a trigger of one kind, each with its trigger. */
    <T extends Trigger> Stream<Triggered<T>> triggeredBy(Class<T> kind) {
        return functions.stream()
                .filter(function -> kind.isInstance(function.trigger()))
                .map(function -> new Triggered<>(function, kind.cast(function.trigger())));
    }

    /** A function and its trigger. */
    record Triggered<T extends Trigger>(LocalFunction function, T trigger) {}
}
