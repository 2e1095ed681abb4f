using Unroll.Insight.Attribution;
using Unroll.Insight.Texts;
using Unroll.Layers;
using Unroll.Models;

namespace Unroll.Insight.Tests.Attribution;

/// <summary>Saliency of the log probability of the token that a generator writes next, against derivatives by differences.</summary>
public class NextTokenTests
{
    private const int Vocabulary = 9;

    // No code stands twice, so that a change of its vector is a change of that place alone.
    private static readonly int[] _lead = [7, 0, 6];
    private static readonly int[] _prompt = [3, 1, 4, 5, 8, 2];

    public static TheoryData<string, bool> Cells => new()
    {
        { "lstm", true }, { "gru", false }, { "rnn", true }, { "deep", true }, { "deep", false }, { "convolution", true },
    };

    [Theory]
    [MemberData(nameof(Cells))]
    public void Gradient_times_input_is_the_change_of_the_log_probability_with_each_vector(string cell, bool logits)
    {
        SaliencyMap map = Saliency.Of(Network(cell, logits), InputSample.OfCodes([.. _lead, .. _prompt]), new()
        {
            Method = SaliencyMethod.GradientTimesInput,
            LogProbability = true,
            Output = 4,
            Context = _lead.Length,
        });

        Assert.Equal(LogProbability(Network(cell, logits), logits, 4), map.Output, 1e-5);
        Assert.Equal((4, 8), (map.OutputFeature!.Value, map.OutputTimestep!.Value));
        Assert.Equal((_prompt.Length, 1), (map.Inputs[0].Timesteps, map.Inputs[0].Values.Count / map.Inputs[0].Timesteps));
        Assert.Contains(map.Inputs[0].Values, value => Math.Abs(value) > 0.01);
        for (int t = 0; t < _prompt.Length; t++)
        {
            double difference = LogProbability(Scaled(cell, logits, _prompt[t], 1.01f), logits, 4)
                - LogProbability(Scaled(cell, logits, _prompt[t], 0.99f), logits, 4);
            Assert.Equal(difference / 0.02, map.Inputs[0].Values[t], 5e-4);
        }
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Integrated_gradients_add_up_and_occlusion_is_what_is_lost(string cell, bool logits)
    {
        Sequential network = Network(cell, logits);
        InputSample sample = InputSample.OfCodes([.. _lead, .. _prompt]);
        SaliencyMap integrated = Saliency.Of(
            network, sample, new() { LogProbability = true, Output = 4, Context = _lead.Length, Steps = 200 });
        SaliencyMap occluded = Saliency.Of(
            network, sample, new() { LogProbability = true, Output = 4, Context = _lead.Length, Method = SaliencyMethod.Occlusion });

        double all = LogProbability(network, logits, 4);
        Sequential nothing = Network(cell, logits);
        for (int t = 0; t < _prompt.Length; t++)
        {
            Scale(nothing, _prompt[t], 0);
            Assert.Equal(all - LogProbability(Scaled(cell, logits, _prompt[t], 0), logits, 4), occluded.Inputs[0].Values[t], 1e-5);
        }

        // The lead is known in the baseline, too.
        Assert.Equal(LogProbability(nothing, logits, 4), integrated.BaselineOutput, 1e-5);
        Assert.NotEqual(integrated.Output, integrated.BaselineOutput, 1e-3);
        Assert.InRange(integrated.CompletenessError, 0, 2e-3);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_likeliest_token_is_explained_by_its_probability_in_a_stream(bool logits)
    {
        Sequential network = Network("lstm", logits);
        int[] codes = [.. _lead, .. _prompt];
        SaliencyMap map = Saliency.Of(network, InputSample.OfCodes(codes), new() { LogProbability = true });

        string[] vocabulary = [.. Enumerable.Range(0, Vocabulary).Select(code => $"{code}")];
        GuessedToken next = GuessTrace.Of(network, [.. codes, 0], vocabulary).Tokens[^1];
        Assert.Equal(next.Best[0].Token, $"{map.OutputFeature}");
        Assert.Equal(Math.Log(next.Best[0].Probability), map.Output, 1e-5);
        Assert.Equal(codes.Length, map.Inputs[0].Timesteps);

        // At another timestep nothing that follows counts.
        SaliencyMap earlier = Saliency.Of(network, InputSample.OfCodes(codes), new()
        {
            LogProbability = true,
            Output = 1,
            Timestep = 4,
            Method = SaliencyMethod.Gradient,
        });
        Assert.All(earlier.Inputs[0].Values.Skip(5), value => Assert.Equal(0, value));
        Assert.All(earlier.Inputs[0].Values.Take(5), value => Assert.True(value > 0));
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        InputSample sample = InputSample.OfCodes(_prompt);
        Assert.Contains("at least one", Assert.Throws<ArgumentOutOfRangeException>(
            () => Saliency.Of(Network("gru", true), sample, new() { Context = 6 })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Saliency.Of(Network("gru", true), sample, new() { Context = -1 }));
        Assert.Contains("give one of", Assert.Throws<ArgumentException>(() => Saliency.Of(
            Network("gru", true), sample, new() { LogProbability = true, Classes = [1] })).Message, StringComparison.Ordinal);
        Sequential number = Networks.Of(
            new Input(Shape.AnyLength, 1), new Embedding(Vocabulary, 4), new Gru(3), new Dense(1));
        Assert.Contains("two classes", Assert.Throws<ArgumentException>(
            () => Saliency.Of(number, sample, new() { LogProbability = true })).Message, StringComparison.Ordinal);
    }

    private static Sequential Network(string cell, bool logits)
    {
        Layer[] layers = cell switch
        {
            "lstm" => [new Lstm(6, new() { ReturnSequences = true, Stateful = true })],
            "gru" => [new Gru(6, new() { ReturnSequences = true, Stateful = true })],
            "rnn" => [new SimpleRnn(6, new() { ReturnSequences = true, Stateful = true })],
            "deep" => [new Gru(7, new() { ReturnSequences = true }), new Lstm(5, new() { ReturnSequences = true })],
            _ => [new Conv1D(5, 3, new() { Padding = WindowPadding.Causal }), new Lstm(6, new() { ReturnSequences = true })],
        };
        return Networks.Of(
        [
            new Input(Shape.AnyLength, 1),
            new Embedding(Vocabulary, 4, new() { EmbeddingsInitializer = new Unroll.Initializers.RandomNormal(0, 1) }), .. layers,
            new Dense(Vocabulary, new() { Activation = logits ? ActivationFunction.Linear : ActivationFunction.Softmax }),
        ]);
    }

    private static Sequential Scaled(string cell, bool logits, int code, float factor)
    {
        Sequential network = Network(cell, logits);
        Scale(network, code, factor);
        return network;
    }

    private static void Scale(Sequential network, int code, float factor)
    {
        var embedding = (Embedding)network.Layers.Single(layer => layer is Embedding);
        Parameter vectors = embedding.Parameters[0];
        foreach (ref float value in vectors.Values.Slice(code * embedding.Dimension, embedding.Dimension))
        {
            value *= factor;
        }

        vectors.MarkChanged();
    }

    /// <summary>The log probability of a token behind lead and prompt, by a prediction of its own.</summary>
    private static double LogProbability(Sequential network, bool logits, int token)
    {
        using Predictor predictor = new(network, new() { Threads = 1 });
        StreamingPredictor stream = predictor.CreateStream();
        float[] output = new float[Vocabulary];
        foreach (int code in (int[])[.. _lead, .. _prompt])
        {
            stream.Step([code], output);
        }

        return logits ? output[token] - Math.Log(output.Sum(logit => Math.Exp(logit))) : Math.Log(output[token]);
    }
}
