package dev.driftwarden.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftwarden.engine.Bot;
import dev.driftwarden.store.h2.H2Store;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

class AppHolderTest {
    private final AtomicInteger built = new AtomicInteger();

    @Test
    void buildsOnceForManyCallers() throws Exception {
        AppHolder holder = new AppHolder(this::app);
        ExecutorService callers = Executors.newFixedThreadPool(8);
        try {
            List<Callable<App>> calls = IntStream.range(0, 32)
                    .<Callable<App>>mapToObj(any -> holder::get)
                    .toList();
            callers.invokeAll(calls);
        } finally {
            callers.shutdownNow();
        }
        assertThat(built).hasValue(1);
    }

    @Test
    void turnsAnErrorIntoAnExceptionAndBuildsAgainAtTheNextCall() {
        AppHolder holder = new AppHolder(() -> {
            if (built.get() == 0) {
                built.incrementAndGet();
                throw new NoClassDefFoundError("dev/driftwarden/Missing");
            }
            return app();
        });

        assertThatThrownBy(holder::get)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("dev/driftwarden/Missing");
        assertThat(holder.get().bot()).isNotNull();
    }

    @Test
    void saysEveryMistakeInTheSettings() {
        AppHolder holder = new AppHolder(() -> {
            Settings.read(Map.of("DRIFTWARDEN_CLOUD", "mars"));
            return app();
        });

        assertThatThrownBy(holder::get).hasMessageContaining("mars").hasMessageContaining("AzureWebJobsStorage");
    }

    private App app() {
        built.incrementAndGet();
        Settings settings = Settings.read(Map.of("AzureWebJobsStorage", "UseDevelopmentStorage=true"));
        return new App(settings, H2Store.memory(Clock.systemUTC()), Mockito.mock(Bot.class));
    }
}
