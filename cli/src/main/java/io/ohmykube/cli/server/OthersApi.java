package io.ohmykube.cli.server;

import io.ohmykube.processes.RunRecords;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Comparator;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What concerns no single cluster. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "all clusters")
class OthersApi {
    private final ServerParts parts;

    OthersApi(ServerParts parts) {
        this.parts = parts;
    }

    @GetMapping("/processes")
    @Operation(summary = "The processes of all clusters, the newest first")
    List<Views.Brief> processes() {
        return parts.store().names().stream()
                .flatMap(cluster ->
                        RunRecords.read(parts.store().files(cluster)).stream().map(run -> Views.brief(cluster, run)))
                .sorted(Comparator.comparing(Views.Brief::started).reversed())
                .toList();
    }

    @GetMapping("/add-ons")
    @Operation(summary = "What can be installed into clusters")
    List<Work.Installable> addOns() {
        return parts.work().addOns();
    }
}
