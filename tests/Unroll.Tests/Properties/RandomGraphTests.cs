using FsCheck;
using FsCheck.Fluent;
using Unroll.Layers;
using Unroll.Models;
using Unroll.Tests.Gradients;

namespace Unroll.Tests.Properties;

/// <summary>
/// Graphs that nobody thought of: whatever layers stand in whatever order, their gradients are those of their forward pass.
/// </summary>
public sealed class RandomGraphTests
{
    private const int Count = 20;

    // Wide, since single precision rounds more in a deep graph than in one layer.
    private const double Step = 5e-2;

    // A unit in the last place, once for each of a few layers.
    private const double Rounding = 2e-7;

    // The same graphs each time.
    private static readonly Config _config = Config.QuickThrowOnFailure.WithMaxTest(Count).WithReplay(2024, 77);

    private static readonly Arbitrary<RandomGraph> _graphs =
        Arb.From(Gen.Choose(0, 1_000_000).Select(RandomGraph.Create), graph => graph.Smaller());

    [Fact]
    public void Gradients_of_any_graph_are_those_of_its_forward_pass() => Prop.ForAll(_graphs, graph =>
    {
        ModelGradientCheck.Run(graph.Build(), rows: 3, step: Step, rounding: Rounding);
        return true;
    }).Check(_config);

    [Fact]
    public void Gradients_of_any_graph_on_rows_of_unequal_length_are_those_of_its_forward_pass() => Prop.ForAll(_graphs, graph =>
    {
        ModelGradientCheck.Run(graph.Build(), rows: 4, lengths: [7, 2, 4, 1], step: Step, rounding: Rounding);
        return true;
    }).Check(_config);

    [Fact]
    public void The_graphs_have_all_kinds_of_layers_and_branch()
    {
        List<Graph> graphs = [];
        Prop.ForAll(_graphs, graph =>
        {
            graphs.Add(graph.Build());
            return true;
        }).Check(_config);

        Type[] kinds =
        [
            typeof(Dense), typeof(Conv1D), typeof(SimpleRnn), typeof(Lstm), typeof(Gru), typeof(MaxPooling1D), typeof(AveragePooling1D),
                typeof(GlobalMaxPooling1D),
            typeof(GlobalAveragePooling1D), typeof(Flatten), typeof(Permute), typeof(Reshape), typeof(RepeatVector), typeof(Add),
            typeof(Subtract),
            typeof(Multiply), typeof(Average), typeof(Maximum), typeof(Concatenate), typeof(Activation), typeof(ZeroPadding1D),
            typeof(Cropping1D),
        ];
        HashSet<Type> found = [.. graphs.SelectMany(graph => graph.Layers).Select(layer => layer.GetType())];
        Assert.Equal([], kinds.Where(kind => !found.Contains(kind)));
        Assert.Equal(Count, graphs.Count);
        Assert.Contains(graphs, graph => graph.InputNames.Count > 1);
        Assert.Contains(graphs, graph => graph.OutputNames.Count > 1);
        Assert.Contains(
            graphs, graph => graph.Network.Nodes.SelectMany(node => node.Inputs).GroupBy(signal => signal).Any(uses => uses.Count() > 1));
    }
}
