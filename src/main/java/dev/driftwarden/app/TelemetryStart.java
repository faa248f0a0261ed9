package dev.driftwarden.app;

import dev.driftwarden.azure.AzureSettings;
import dev.driftwarden.azure.Credentials;
import dev.driftwarden.store.azure.StorageHttp;
import dev.driftwarden.telemetry.Telemetry;
import dev.driftwarden.telemetry.export.Destination;
import dev.driftwarden.telemetry.export.Export;
import dev.driftwarden.telemetry.export.Exporters;
import java.util.Map;
import java.util.function.Supplier;

/** Starts telling about the bot's work when the environment names somebody to tell. */
final class TelemetryStart {
    private TelemetryStart() {}

    /** A collector comes before Application Insights; without either nothing is loaded. */
    static Telemetry of(Map<String, String> environment, AzureSettings azure) {
        String collector = environment.getOrDefault(SettingName.OTLP_ENDPOINT, "");
        String insights = environment.getOrDefault(SettingName.INSIGHTS, "");
        double ratio = ratio(environment.getOrDefault(SettingName.SAMPLER_RATIO, ""));
        if (!collector.isBlank()) {
            return started(Destination.OTLP, ratio, Exporters::otlp);
        }
        if (insights.isBlank() || azure.practice()) {
            return Telemetry.none();
        }
        return started(Destination.AZURE_MONITOR, ratio, () -> {
            return Exporters.azureMonitor(insights, Credentials.of(azure), StorageHttp.client());
        });
    }

    private static Telemetry started(Destination destination, double ratio, Supplier<Exporters> exporters) {
        return new Telemetry(Export.start(destination, ratio, exporters));
    }

    /** What is no ratio keeps everything: a wrong value must not hide what happens. */
    private static double ratio(String value) {
        return value.matches("0(\\.\\d{1,6})?|1(\\.0{1,6})?") ? Double.parseDouble(value) : 1;
    }
}
