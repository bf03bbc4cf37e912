package io.ohmykube.workers.delegate;

import io.ohmykube.config.HookPoint;
import io.ohmykube.workers.contract.ErrorCodes;
import io.ohmykube.workers.contract.StepEvent;
import io.ohmykube.workers.kubeadm.AddressMending;
import io.ohmykube.workers.kubeadm.ApiCertificate;
import io.ohmykube.workers.kubeadm.Kubeadm;
import io.ohmykube.workers.needs.ClusterNeeds;
import io.ohmykube.workers.node.NodeSetup;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** The beans that processes name: a delegate per service task, each inside its guard, and {@code lists}. */
public final class StepRegistry {
    private static final Set<String> NOTHING = Set.of();
    private static final Set<String> MACHINE = Set.of(ErrorCodes.MACHINE_UNREACHABLE);
    private static final Set<String> KUBEADM = Set.of(ErrorCodes.KUBEADM_INCOMPLETE);

    private final Workbench bench;
    private final NodeRecords records;
    private final StepGuard.Surroundings around;
    private final Map<String, Object> beans = new TreeMap<>();

    public StepRegistry(Workbench bench) {
        this.bench = bench;
        records = new NodeRecords(bench.clusters());
        around = new StepGuard.Surroundings(
                bench.listener(), bench.history(), new Repairs(records), new JobRetries(), bench.clock());
        register();
    }

    /** The beans by name. */
    public Map<String, Object> beans() {
        return Map.copyOf(beans);
    }

    /** The names of the beans that service tasks may have as delegates. */
    public Set<String> steps() {
        return beans.entrySet().stream()
                .filter(bean -> bean.getValue() instanceof StepGuard)
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    private void register() {
        NodeFinder nodes = new NodeFinder(
                bench.clusters(),
                bench.launchers(),
                bench.remotes(),
                bench.deadlines().patience());
        AddOnParts addOns = new AddOnParts(bench.addOns(), bench.manifests(), bench.cache());
        ClusterNeeds needs = new ClusterNeeds(bench.catalogue(), bench.addOns(), bench.manifests());
        beans.put("lists", new Lists());
        shared(nodes, needs);
        NodeSetup setup = new NodeSetup(bench.cache(), bench.catalogue(), needs);
        machines(nodes, needs, setup);
        members(nodes);
        addOns(nodes, addOns);
        departures(nodes);
        rests(nodes, setup);
        endings(nodes, addOns);
    }

    private void shared(NodeFinder nodes, ClusterNeeds needs) {
        step("fetchPackages", NOTHING, new FetchPackagesDelegate(nodes, bench.cache(), needs));
        step("fetchImages", NOTHING, new FetchImagesDelegate(nodes, bench.cache(), needs));
        step("createKeys", NOTHING, new CreateKeysDelegate(bench.keys()));
        step("prepareLauncher", NOTHING, new PrepareLauncherDelegate(nodes, endpoint(nodes)));
    }

    private Kubeadm kubeadm() {
        return new Kubeadm(bench.catalogue(), bench.deadlines().patience());
    }

    private ApiEndpoint endpoint(NodeFinder nodes) {
        return new ApiEndpoint(nodes, bench.keys(), bench.remotes());
    }

    private ApiNaming naming(NodeFinder nodes) {
        return new ApiNaming(nodes, kubeadm(), endpoint(nodes));
    }

    private void machines(NodeFinder nodes, ClusterNeeds needs, NodeSetup setup) {
        step(
                "createMachine",
                MACHINE,
                new CreateMachineDelegate(
                        nodes, bench.keys(), bench.remotes(), records, new MachineSlots(), this::progress));
        step("reachMachine", MACHINE, new ReachMachineDelegate(nodes, records, bench.deadlines()));
        step("hooksBeforeSystem", MACHINE, new RunHooksDelegate(nodes, HookPoint.PRE_SYSTEM_INIT));
        step("hooksAfterSystem", MACHINE, new RunHooksDelegate(nodes, HookPoint.POST_SYSTEM_INIT));
        step("hooksBeforeKubernetes", MACHINE, new RunHooksDelegate(nodes, HookPoint.PRE_K8S_INIT));
        step("hooksAfterKubernetes", MACHINE, new RunHooksDelegate(nodes, HookPoint.POST_K8S_INIT));
        step("uploadFiles", MACHINE, new UploadFilesDelegate(nodes));
        step("prepareSystem", MACHINE, new PrepareSystemDelegate(nodes, setup));
        step("installPackages", MACHINE, new InstallPackagesDelegate(nodes, setup));
        step("configureRuntime", MACHINE, new ConfigureRuntimeDelegate(nodes, setup));
        step("importImages", MACHINE, new ImportImagesDelegate(nodes, setup, needs, bench.cache(), records));
        step("loadImages", NOTHING, new LoadImagesDelegate(nodes, setup, new Lists()));
        step("removeMachine", NOTHING, new RemoveMachineDelegate(nodes, bench.remotes(), records));
    }

    private void members(NodeFinder nodes) {
        Kubeadm kubeadm = kubeadm();
        step("initControlPlane", KUBEADM, new InitControlPlaneDelegate(nodes, kubeadm, records, endpoint(nodes)));
        step("joinNode", KUBEADM, new JoinNodeDelegate(nodes, kubeadm, records, endpoint(nodes)));
        step("nameApi", NOTHING, new NameApiDelegate(naming(nodes)));
        step("shareApi", NOTHING, new ShareApiDelegate(nodes, endpoint(nodes), new ApiCertificate(bench.catalogue())));
        step("resetNode", NOTHING, new ResetNodeDelegate(nodes, kubeadm));
        step(
                "restoreMachine",
                NOTHING,
                new RestoreMachineDelegate(nodes, kubeadm, bench.remotes(), records, bench.clusters(), bench.clock()));
        step("applyNodeMetadata", NOTHING, new ApplyNodeMetadataDelegate(nodes));
        step(
                "saveKubeconfig",
                NOTHING,
                new SaveKubeconfigDelegate(nodes, kubeadm, bench.clusters(), bench.userKubeconfig()));
    }

    private void addOns(NodeFinder nodes, AddOnParts addOns) {
        step("applyAddOn", NOTHING, new ApplyAddOnDelegate(nodes, addOns));
        step("awaitAddOn", NOTHING, new AwaitAddOnDelegate(nodes, addOns, bench.history(), bench.deadlines()));
        step("configureAddOn", NOTHING, new ConfigureAddOnDelegate(nodes, addOns));
    }

    private void departures(NodeFinder nodes) {
        LeavingNode leaving = new LeavingNode(nodes);
        step(
                "withdrawControlPlane",
                NOTHING,
                new WithdrawControlPlaneDelegate(nodes, records, endpoint(nodes), naming(nodes)));
        step("removeEtcdMember", NOTHING, new RemoveEtcdMemberDelegate(nodes, kubeadm()));
        step("drainNode", NOTHING, new DrainNodeDelegate(leaving, bench.deadlines()));
        step("deleteNodeObject", NOTHING, new DeleteNodeObjectDelegate(leaving));
        step("forgetNode", NOTHING, new ForgetNodeDelegate(nodes, bench.clusters()));
        step("disposeLauncher", NOTHING, new DisposeLauncherDelegate(nodes));
        step("removeKubeconfig", NOTHING, new RemoveKubeconfigDelegate(bench.userKubeconfig()));
    }

    private void rests(NodeFinder nodes, NodeSetup setup) {
        StepDelegate reach = new ReachMachineDelegate(nodes, records, bench.deadlines());
        step("cordonNode", NOTHING, new CordonNodeDelegate(nodes));
        step("stopMachine", NOTHING, new StopMachineDelegate(nodes, records));
        step("markStopped", NOTHING, new MarkStoppedDelegate(bench.clusters()));
        step("startMachine", NOTHING, new StartMachineDelegate(nodes, records, reach));
        AddressMending mending = new AddressMending(bench.catalogue());
        step("mendNode", NOTHING, new MendNodeDelegate(nodes, setup, kubeadm(), endpoint(nodes), mending));
        step("mendCluster", NOTHING, new MendClusterDelegate(nodes, mending));
        step("awaitNode", NOTHING, new AwaitNodeDelegate(nodes, bench.deadlines()));
        step("uncordonNode", NOTHING, new UncordonNodeDelegate(nodes));
    }

    private void endings(NodeFinder nodes, AddOnParts addOns) {
        NodeReadiness readiness = new NodeReadiness(
                records, bench.history(), new AbsentNodes(bench.launchers(), bench.remotes()), bench.deadlines());
        step("verifyNodes", NOTHING, new VerifyNodesDelegate(nodes, readiness, bench.clusters(), bench.clock()));
        step("verifyCluster", NOTHING, new VerifyClusterDelegate(nodes, addOns, readiness, bench.deadlines()));
        step("smokeTest", NOTHING, new SmokeTestDelegate(nodes, bench.catalogue(), bench.deadlines()));
        step("markReady", NOTHING, new MarkReadyDelegate(bench.clusters(), bench.clock()));
    }

    private void step(String name, Set<String> codes, StepDelegate step) {
        beans.put(name, new StepGuard(step, codes, around));
    }

    private void progress(DelegateExecution execution, String message) {
        int attempt = bench.history()
                .attempts(StepRun.root(execution), execution.getCurrentActivityId(), StepRun.concerned(execution));
        bench.listener()
                .on(StepRun.of(execution, Math.max(attempt, 1))
                        .event(bench.clock().instant(), StepEvent.Kind.PROGRESS, null, message));
    }
}
