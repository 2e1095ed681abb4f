using Unroll.Workloads.Table;

namespace Unroll.Workloads.Tests;

public sealed class WorkloadTableTests
{
    [Fact]
    public void The_projects_table_has_the_workloads_that_are_compared()
    {
        Assert.Equal(
            ["energy", "small", "oxford", "mnist-rows", "charrnn", "charrnn-deep", "charrnn-gru", "charrnn-rnn", "bidir", "stream",
                "stream-step", "conv1d", "translation"],
            Samples.Table.Select(workload => workload.Name));
        Assert.Equal(new Workload("charrnn-deep", LayerKind.Lstm, 64, 100, 65, 512, 2), Samples.Workload("charrnn-deep"));
        Assert.Equal(new Workload("bidir", LayerKind.Lstm, 64, 100, 65, 256, 1, Bidirectional: true), Samples.Workload("bidir"));
        Assert.Equal(new Workload("stream-step", LayerKind.Lstm, 1, 1, 8, 64, 1, CarriesState: true), Samples.Workload("stream-step"));
        Assert.Equal(new Workload("conv1d", LayerKind.Conv1D, 64, 128, 9, 64, 2, KernelSize: 3, Classes: 6), Samples.Workload("conv1d"));
        Assert.Equal(
            new Workload("translation", LayerKind.Translation, 64, 15, 300, 384, 1, Bidirectional: true, Classes: 5921, Vocabulary: 7859),
            Samples.Workload("translation"));
    }

    [Fact]
    public void Names_select_workloads_in_the_order_of_the_table()
    {
        Assert.Equal(["energy", "conv1d"], WorkloadTable.Select(Samples.Table, ["conv1d", "energy"]).Select(workload => workload.Name));
        Assert.Equal(Samples.Table, WorkloadTable.Select(Samples.Table, []));
    }

    [Fact]
    public void An_unknown_name_is_refused_with_the_known_ones()
    {
        string message = Assert.Throws<InputException>(() => WorkloadTable.Select(Samples.Table, ["charnn", "energy"])).Message;
        Assert.Contains("'charnn'", message, StringComparison.Ordinal);
        Assert.All(Samples.Table, workload => Assert.Contains(workload.Name, message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[{")]
    [InlineData("""[{"name": "a", "layer": "lstm", "batch": 1, "timesteps": 1, "features": 1, "units": 1}]""")]
    [InlineData("""[{"name": "a", "layer": "lstm", "batch": 1, "timesteps": 1, "features": 1, "units": 1, "depth": 1, "hidden": 2}]""")]
    [InlineData("""[{"name": "a", "layer": "dense", "batch": 1, "timesteps": 1, "features": 1, "units": 1, "depth": 1}]""")]
    [InlineData("""[{"name": "a", "layer": "lstm", "batch": 0, "timesteps": 1, "features": 1, "units": 1, "depth": 1}]""")]
    [InlineData("""[{"name": "a", "layer": "conv1d", "batch": 1, "timesteps": 9, "features": 1, "units": 1, "depth": 1}]""")]
    [InlineData("""[{"name": "a", "layer": "conv1d", "batch": 1, "timesteps": 4, "features": 1, "units": 1, "depth": 2, """ +
        """ "kernelSize": 3, "classes": 2}]""")]
    [InlineData("""[{"name": "a", "layer": "gru", "batch": 1, "timesteps": 9, "features": 1, "units": 1, "depth": 1, "vocabulary": 2}]""")]
    [InlineData("""[{"name": "a", "layer": "translation", "batch": 1, "timesteps": 4, "features": 1, "units": 1, "depth": 1, """ +
        """ "bidirectional": true, "classes": 2, "vocabulary": 2}]""")]
    public void A_table_that_makes_no_sense_is_refused(string json) => Assert.Throws<InputException>(() => WorkloadTable.Parse(json));

    [Fact]
    public void A_name_twice_is_refused()
    {
        const string Entry = """{"name": "a", "layer": "gru", "batch": 1, "timesteps": 1, "features": 1, "units": 1, "depth": 1}""";
        Assert.Single(WorkloadTable.Parse($"[{Entry}]"));
        Assert.Throws<InputException>(() => WorkloadTable.Parse($"[{Entry}, {Entry}]"));
    }
}
