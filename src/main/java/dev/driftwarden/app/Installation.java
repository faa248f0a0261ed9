package dev.driftwarden.app;

import dev.driftwarden.azure.AzureSettings;
import dev.driftwarden.site.Fact;
import dev.driftwarden.store.azure.StorageSettings;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How this installation was set up, for the settings page: no secrets, and of addresses nothing behind a question mark. */
final class Installation {
    private Installation() {}

    static List<Fact> facts(Settings settings) {
        AzureSettings azure = settings.azure();
        return List.of(
                new Fact("Version", version()),
                new Fact("Cloud", azure.cloud().toString().toLowerCase(Locale.ROOT)),
                new Fact(
                        "Signs in to Azure as",
                        azure.credential().toString().toLowerCase(Locale.ROOT).replace('_', '-')),
                new Fact("Azure Resource Manager", azure.armEndpoint().toString()),
                new Fact("Microsoft Graph", azure.graphEndpoint().toString()),
                new Fact(
                        "Policy file",
                        place(settings.policy(), azure.practice() ? "the practice tenant's own" : "none")),
                new Fact("Rules of your own", place(settings.rules(), "none")),
                new Fact("State", state(settings.state())),
                new Fact(
                        "People sign in",
                        settings.platformAuthentication() ? "through App Service Authentication" : "not at all"),
                new Fact(
                        "States before a fix are kept",
                        settings.retention().bodies().toDays() + " days"));
    }

    private static String version() {
        return Optional.ofNullable(Installation.class.getPackage().getImplementationVersion())
                .orElse("built from source");
    }

    private static String place(@Nullable String location, String otherwise) {
        return location == null ? otherwise : location.split("\\?", 2)[0];
    }

    private static String state(StateSettings state) {
        return state.match(inAzure -> account(inAzure.storage()), embedded -> "in the file " + embedded.file());
    }

    private static String account(StorageSettings storage) {
        return storage instanceof StorageSettings.Identity identity
                ? "in " + identity.tables() + ", opened by the bot's identity"
                : "in Azure Storage, opened by a connection string";
    }
}
