package dev.driftwarden.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwarden.api.SiteRun;
import dev.driftwarden.site.PathTemplate;
import java.util.List;
import org.junit.jupiter.api.Test;

class SectionsTest {

    @Test
    void tellsSectionsAndPathsApart() {
        try (SiteRun run = new SiteRun()) {
            List<Section> all = new Sections(run.parts).all();

            assertThat(all).extracting(Section::name).doesNotHaveDuplicates();
            assertThat(all).extracting(Section::position).doesNotHaveDuplicates();
            assertThat(all.stream().flatMap(section -> section.pages().stream()).map(Section.PageRoute::path))
                    .doesNotHaveDuplicates();
            assertThat(all.stream()
                            .flatMap(section -> section.actions().stream())
                            .map(Section.ActionRoute::path))
                    .doesNotHaveDuplicates();
            assertThat(all.stream().flatMap(section -> section.notices().keySet().stream()))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void leadsFromTheMenuToEverySection() {
        try (SiteRun run = new SiteRun()) {
            for (Section section : new Sections(run.parts).all()) {
                assertThat(run.get(SiteRun.VERA, section.address()).status())
                        .as(section.name())
                        .isEqualTo(200);
                assertThat(run.get(SiteRun.VERA, section.address()).body())
                        .as(section.name())
                        .contains("<a href=\"" + section.address() + "\" aria-current=\"page\">" + section.title());
            }
        }
    }

    @Test
    void showsEveryPageThatNeedsNoMoreThanItsAddress() {
        try (SiteRun run = new SiteRun()) {
            new Sections(run.parts)
                    .all().stream()
                            .flatMap(section -> section.pages().stream())
                            .map(Section.PageRoute::path)
                            .filter(PathTemplate::fixed)
                            .forEach(path -> assertThat(run.get(SiteRun.PAT, Console.HOME + path)
                                            .status())
                                    .as(path.text())
                                    .isEqualTo(200));
        }
    }
}
