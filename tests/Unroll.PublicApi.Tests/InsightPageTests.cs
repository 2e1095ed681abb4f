using System.Text.RegularExpressions;
using Unroll.Data;
using Unroll.Insight.Attribution;
using Unroll.Insight.Gradients;
using Unroll.Insight.Recurrence;
using Unroll.Insight.Texts;
using Unroll.Layers;
using Unroll.Models;

namespace Unroll.PublicApi.Tests;

/// <summary>The examples of docs/insight.md: the page has the lines between the marks, which are run.</summary>
public sealed partial class InsightPageTests
{
    private static readonly Sequential _words = Built(
        new Input(Shape.AnyLength, 1), new Embedding(4, 3), new Lstm(5, new() { ReturnSequences = true }),
        new Dense(4, new() { Activation = ActivationFunction.Softmax }));

    [Fact]
    public void Saliency_of_a_sample()
    {
        Sequential model = Built(new Input(6, 2), new Gru(4), new Dense(1));
        var samples = new ArraySource(new float[13, 6, 2]);
        (int timestep, int feature) = (5, 1);
        #region page
        SaliencyMap map = Saliency.Of(model, InputSample.Of(samples, 12), new() { Method = SaliencyMethod.IntegratedGradients });
        double ofWind = map.Inputs[0][timestep, feature];     // how much that number counts
        double[] byInput = [.. map.Inputs[0].ByFeature()];    // how much each input counts at all
        Console.WriteLine(map.CompletenessError);             // 0.0002: the parts add up
        #endregion
        Assert.Equal(0, ofWind);
        Assert.Equal(2, byInput.Length);
    }

    [Fact]
    public void Neurons_and_guesses_over_a_text()
    {
        string[] vocabulary = ["a", "b", "\"", "\n"];
        int[] codes = [0, 2, 1, 1, 2, 3, 0, 2, 1, 2];
        string[] tokens = [.. codes.Select(code => vocabulary[code])];
        Model model = _words;
        #region page
        NeuronTrace trace = NeuronTrace.Of(model, codes, tokens);                // [tokens, units], from −1 to 1
        NeuronMatch match = NeuronSearch.Best(trace, TextFeature.InsideQuotes);  // the unit that follows quotes
        GuessTrace guesses = GuessTrace.Of(model, codes, vocabulary);            // the probability of each token, and the five next best
        #endregion
        Assert.InRange(match.Unit, 0, trace.Units - 1);
        Assert.Equal(4, guesses.Tokens[1].Best.Count);
    }

    [Fact]
    public void States_gates_and_memory()
    {
        Model model = _words;
        InputSample sample = InputSample.OfCodes([0, 1, 2, 3]);
        RecurrentTrace[] traces = [RecurrentTrace.Of(model, sample)];
        #region page
        RecurrentTrace trace = RecurrentTrace.Of(model, sample);                // hidden and cell states, and each gate, [timesteps, units]
        UnitActivity[] dead = [.. UnitActivity.Of(traces).Where(unit => unit.IsDead)];
        StateReach reach = StateReach.Of(model, sample);                        // ‖∂h_T/∂x_{T−k}‖ for each k
        IReadOnlyList<AttentionMap> attention = AttentionMap.Of(model, sample); // of each head
        #endregion
        Assert.Equal(4, trace.Gates.Count);
        Assert.All(dead, unit => Assert.True(unit.StandardDeviation < 0.005));
        Assert.Equal(4, reach.Norms.Count);
        Assert.Empty(attention);
    }

    [Fact]
    public void A_cure_of_ones_own_is_measured()
    {
        RecurrentCure own = new("small GRU", units => new Gru(units, new() { UseBias = false }));
        GradientFlow flow = GradientFlow.Of(own, new() { Timesteps = 20, Units = 4 });
        Assert.Equal(("small GRU", 20), (flow.Name, flow.Norms.Count));
        Assert.Equal(10, MemorySpan.Measure(own, new() { Spans = [10], Sequences = 256, LearningRate = 0.02f }).Longest);
    }

    [Fact]
    public void The_page_has_these_lines()
    {
        string page = Lines(File.ReadAllText(Repository.PathOf("docs", "insight.md")));
        string source = File.ReadAllText(Repository.PathOf("tests", "Unroll.PublicApi.Tests", "InsightPageTests.cs"));
        string[] regions = [.. MarkedRegion().Matches(source).Select(match => Lines(match.Groups[1].Value))];

        Assert.Equal(3, regions.Length);
        Assert.All(regions, region => Assert.Contains(region, page, StringComparison.Ordinal));
    }

    private static Sequential Built(params Layer[] layers)
    {
        var model = new Sequential(layers) { Seed = 1 };
        model.Build();
        return model;
    }

    private static string Lines(string text) =>
        string.Join('\n', text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));

    [GeneratedRegex("#region page\n(.*?)#endregion", RegexOptions.Singleline)]
    private static partial Regex MarkedRegion();
}
