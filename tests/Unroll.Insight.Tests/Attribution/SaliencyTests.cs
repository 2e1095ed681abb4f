using System.Numerics.Tensors;
using Unroll.Data;
using Unroll.Insight.Attribution;
using Unroll.Layers;
using Unroll.Models;

namespace Unroll.Insight.Tests.Attribution;

/// <summary>Saliency against the gradient probe, numerical derivatives and predictions by hand.</summary>
public class SaliencyTests
{
    private static readonly int[] _codes = [3, 1, 4, 1, 5, 8, 0, 2];

    [Fact]
    public void The_gradient_is_that_of_the_probe_and_of_differences()
    {
        Sequential model = Networks.Classifier();
        float[,] sequence = Networks.Sequence(Networks.Timesteps, 3);
        SaliencyMap map = Saliency.Of(
            model, new InputSample(sequence), new() { Method = SaliencyMethod.Gradient, Output = 2 });

        GradientProbe probe = new(model, 1, Networks.Timesteps);
        probe.Forward([.. sequence.Cast<float>()]);
        probe.Backward([0, 0, 1, 0]);
        Assert.Equal(probe.InputGradient.Select(value => (double)value), map.Inputs[0].Values);
        Assert.Equal(2, map.OutputFeature);
        Assert.Equal((Networks.Timesteps, 3), (map.Inputs[0].Timesteps, map.Inputs[0].Features));

        foreach ((int t, int feature) in ((int, int)[])[(0, 0), (3, 1), (6, 2)])
        {
            double At(float offset)
            {
                float[,] moved = (float[,])sequence.Clone();
                moved[t, feature] += offset;
                return Predict(model, moved)[2];
            }

            Assert.Equal((At(0.02f) - At(-0.02f)) / 0.04, map.Inputs[0][t, feature], 1e-4);
        }
    }

    [Fact]
    public void Codes_of_columns_have_no_gradients_but_are_explained_by_occlusion()
    {
        Signal input = Graph.Input(3, 2, "input");
        Signal words = new Embedding(6, 4).Apply(new SliceFeatures(0, 1).Apply(input));
        Signal joined = new Concatenate().Apply(words, new SliceFeatures(1, 1).Apply(input));
        Graph model = new([input], [new Dense(2).Apply(new Gru(5).Apply(joined))]) { Seed = 4 };
        model.Build();
        InputSample sample = new(new float[,] { { 3, 0.5f }, { 5, -1 }, { 1, 0.2f } });

        Assert.False(Saliency.HasGradients(model, sample));
        Assert.True(Saliency.HasGradients(Networks.Classifier(), new InputSample(Networks.Sequence(Networks.Timesteps, 3))));
        Assert.Contains("Occlusion", Assert.Throws<ArgumentException>(() => Saliency.Of(model, sample)).Message, StringComparison.Ordinal);
        SaliencyMap map = Saliency.Of(model, sample, new() { Method = SaliencyMethod.Occlusion, Output = 1 });

        float Covered(int t, float code, float number)
        {
            float[,,] covered = new float[1, 3, 2];
            for (int i = 0; i < 3; i++)
            {
                (covered[0, i, 0], covered[0, i, 1]) = i == t ? (code, number) : (sample.Inputs[0][2 * i], sample.Inputs[0][(2 * i) + 1]);
            }

            return model.Predict(covered)[0, 1];
        }

        // Each column of a timestep counts by what the output loses without it, the code by that of padding in its place.
        Assert.Equal(map.Output - Covered(2, 0, 0.2f), map.Inputs[0][2, 0], 1e-5);
        Assert.Equal(map.Output - Covered(1, 5, 0), map.Inputs[0][1, 1], 1e-5);
    }

    [Fact]
    public void The_likeliest_class_is_explained_and_the_mean_of_other_outputs()
    {
        Sequential model = Networks.Classifier();
        float[,] sequence = Networks.Sequence(5, 3);
        float[] probabilities = Predict(model, sequence);
        SaliencyMap map = Saliency.Of(model, new InputSample(sequence));
        Assert.Equal(Array.IndexOf(probabilities, probabilities.Max()), map.OutputFeature);
        Assert.Equal(probabilities.Max(), map.Output, 1e-6);

        Sequential numbers = Networks.Of(new Input(5, 3), new Gru(4, new GruOptions { ReturnSequences = true }), new Dense(2));
        SaliencyMap mean = Saliency.Of(numbers, new InputSample(sequence));
        Assert.Null(mean.OutputFeature);
        Assert.Equal(Predict(numbers, sequence).Average(), mean.Output, 1e-6);
        SaliencyMap early = Saliency.Of(
            numbers, new InputSample(sequence), new() { Output = 1, Timestep = 1, Method = SaliencyMethod.Gradient });
        Assert.Equal(Predict(numbers, sequence)[3], early.Output, 1e-6);
        Assert.All(early.Inputs[0].Values.Skip(6), value => Assert.Equal(0, value));
        Assert.All(early.Inputs[0].Values.Take(6), value => Assert.NotEqual(0, value));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Integrated_gradients_add_up_to_the_difference_from_the_baseline(bool words)
    {
        Sequential model = words ? Networks.OfWords() : Networks.Classifier();
        InputSample sample = words ? InputSample.OfCodes(_codes) : new InputSample(Networks.Sequence(Networks.Timesteps, 3));
        SaliencyMap map = Saliency.Of(model, sample, new() { Steps = 100 });

        Assert.InRange(map.CompletenessError, 0, 1e-3);
        Assert.NotEqual(map.Output, map.BaselineOutput, 1e-3);
        Assert.True(Saliency.Of(model, sample, new() { Steps = 2 }).CompletenessError > map.CompletenessError);
        Assert.Equal(words, map.Inputs[0].IsTokens);
        Assert.Equal(words ? _codes.Length : Networks.Timesteps * 3, map.Inputs[0].Values.Count);

        // From another baseline, the parts add up to the difference from that.
        InputSample other = words ? InputSample.OfCodes([.. _codes.Reverse()])
            : new InputSample(Networks.Sequence(Networks.Timesteps, 3, 2));
        SaliencyMap between = Saliency.Of(model, sample, new() { Steps = 100, Baseline = other });
        Assert.Equal(between.Output - between.BaselineOutput, between.Sum, 1e-3);
        Assert.Equal(Saliency.Of(model, other, new() { Output = between.OutputFeature }).Output, between.BaselineOutput, 1e-6);
    }

    [Fact]
    public void Integrated_gradients_follow_a_network_that_changes_most_at_its_baseline()
    {
        Signal input = Graph.Input(20, 2);
        Signal normalized = new LayerNormalization().Apply(new Dense(6).Apply(input));
        var model = new Graph([input], [new Dense(1).Apply(new GlobalMaxPooling1D().Apply(normalized))]) { Seed = 3 };
        Assert.InRange(Saliency.Of(model, new InputSample(Networks.Sequence(20, 2))).CompletenessError, 0, 0.02);
    }

    [Fact]
    public void Of_words_the_gradient_is_that_along_their_vectors()
    {
        Sequential model = Networks.OfWords();
        var embedding = (Embedding)model.Layers.Single(layer => layer is Embedding);
        SaliencyMap dot = Saliency.Of(
            model, InputSample.OfCodes(_codes), new() { Method = SaliencyMethod.GradientTimesInput, Output = 1 });
        SaliencyMap norm = Saliency.Of(model, InputSample.OfCodes(_codes), new() { Method = SaliencyMethod.Gradient, Output = 1 });

        // Code 5 stands once in the text: when its vector grows by a share, the output grows by that share of its part.
        int place = Array.IndexOf(_codes, 5);
        double At(float factor)
        {
            Sequential other = Networks.OfWords();
            Parameter vectors = other.Layers.Single(layer => layer is Embedding).Parameters[0];
            Span<float> own = vectors.Values.Slice(5 * embedding.Dimension, embedding.Dimension);
            for (int i = 0; i < own.Length; i++)
            {
                own[i] *= factor;
            }

            vectors.MarkChanged();
            return Predict(other, _codes)[1];
        }

        Assert.Equal((At(1.02f) - At(0.98f)) / 0.04, dot.Inputs[0][place, 0], 1e-4);
        Assert.All(norm.Inputs[0].Values, value => Assert.True(value > 0));
        Assert.Equal(_codes.Length, norm.Inputs[0].Values.Count);
    }

    [Fact]
    public void Occlusion_is_what_a_prediction_loses()
    {
        Sequential model = Networks.Classifier();
        float[,] sequence = Networks.Sequence(Networks.Timesteps, 3);
        InputSample sample = new(sequence);
        SaliencyOptions options = new() { Method = SaliencyMethod.Occlusion, Output = 0 };
        double whole = Predict(model, sequence)[0];

        SaliencyMap each = Saliency.Of(model, sample, options);
        float[,] covered = (float[,])sequence.Clone();
        covered[4, 1] = 0;
        Assert.Equal(whole - Predict(model, covered)[0], each.Inputs[0][4, 1], 1e-6);

        SaliencyMap windows = Saliency.Of(model, sample, options with { Window = 3, EachFeature = false });
        covered = (float[,])sequence.Clone();
        for (int feature = 0; feature < 3; feature++)
        {
            covered[6, feature] = 0;
        }

        Assert.Equal(whole - Predict(model, covered)[0], windows.Inputs[0].ByTimestep()[6], 1e-6);
        Assert.Equal(windows.Inputs[0][0, 0], windows.Inputs[0][2, 2]);
    }

    [Fact]
    public void Log_probabilities_of_tokens_are_explained()
    {
        Sequential model = Networks.Of(
            new Input(Shape.AnyLength, 3), new Gru(5, new GruOptions { ReturnSequences = true }), new Dense(4));
        float[,] sequence = Networks.Sequence(3, 3);
        int[] classes = [2, 0, 3];
        double LogProbability(float[,] numbers, int t)
        {
            float[] step = Predict(model, numbers)[(4 * t)..(4 * (t + 1))];
            return step[classes[t]] - Math.Log(step.Sum(logit => Math.Exp(logit)));
        }

        SaliencyMap all = Saliency.Of(model, new InputSample(sequence), new() { Classes = classes });
        Assert.Equal(Enumerable.Range(0, 3).Sum(t => LogProbability(sequence, t)), all.Output, 1e-5);
        Assert.Equal(((int?)null, (int?)null), (all.OutputFeature, all.OutputTimestep));
        Assert.InRange(all.CompletenessError, 0, 1e-2);

        SaliencyMap chosen = Saliency.Of(
            model, new InputSample(sequence), new() { Classes = classes, Timestep = 1, Method = SaliencyMethod.Gradient });
        Assert.Equal(((int?)0, (int?)1), (chosen.OutputFeature, chosen.OutputTimestep));
        float[,] upper = (float[,])sequence.Clone(), lower = (float[,])sequence.Clone();
        (upper[0, 1], lower[0, 1]) = (upper[0, 1] + 0.02f, lower[0, 1] - 0.02f);
        Assert.Equal((LogProbability(upper, 1) - LogProbability(lower, 1)) / 0.04, chosen.Inputs[0][0, 1], 1e-3);
        Assert.Throws<ArgumentException>(() => Saliency.Of(model, new InputSample(sequence), new() { Classes = [4] }));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => Saliency.Of(model, new InputSample(sequence), new() { Classes = classes, Timestep = 3 }));
    }

    [Fact]
    public void The_largest_of_outputs_and_the_mean_of_some_are_explained()
    {
        Sequential model = Networks.Of(
            new Input(Shape.AnyLength, 3), new Gru(5), new Dense(4, new DenseOptions { Activation = ActivationFunction.Sigmoid }));
        float[,] sequence = Networks.Sequence(5, 3);
        float[] output = Predict(model, sequence);
        SaliencyMap largest = Saliency.Of(model, new InputSample(sequence), new() { Largest = true });
        Assert.Equal((Array.IndexOf(output, output.Max()), output.Max()), (largest.OutputFeature!.Value, (float)largest.Output));
        SaliencyMap some = Saliency.Of(model, new InputSample(sequence), new() { Features = [1, 3] });
        Assert.Null(some.OutputFeature);
        Assert.Equal((output[1] + output[3]) / 2, some.Output, 1e-6);
        Assert.Equal(1, Saliency.OutputTimesteps(model, new InputSample(sequence)));
    }

    [Fact]
    public void Padding_is_left_out_and_a_sample_of_a_source_is_that_sample()
    {
        Sequential model = Networks.Classifier();
        float[,] shorter = Networks.Sequence(4, 3);
        var source = new ArraySource(Samples.Ragged([Networks.Sequence(Networks.Timesteps, 3, 9), shorter]));
        foreach (SaliencyMethod method in Enum.GetValues<SaliencyMethod>())
        {
            SaliencyOptions options = new() { Method = method, Output = 3 };
            SaliencyMap padded = Saliency.Of(model, InputSample.Of(source, 1), options);
            SaliencyMap alone = Saliency.Of(model, new InputSample(shorter), options);
            Assert.Equal("sample 1", padded.Sample);
            Assert.Equal(4, padded.Inputs[0].Timesteps);
            Assert.Equal(alone.Inputs[0].Values.Count, padded.Inputs[0].Values.Count);
            Assert.All(alone.Inputs[0].Values.Zip(padded.Inputs[0].Values), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
        }
    }

    [Fact]
    public void Several_inputs_have_a_map_each()
    {
        Signal past = Graph.Input(6, 2, "past"), calendar = Graph.Input(3, 1, "calendar");
        var model = new Graph(
            [past, calendar],
            [new Dense(1).Apply(new Concatenate().Apply(new Lstm(4).Apply(past), new Gru(3).Apply(calendar)))])
        { Seed = 2 };
        SaliencyMap map = Saliency.Of(
            model, InputSample.OfSeveral([Networks.Sequence(6, 2), Networks.Sequence(3, 1)]), new() { Steps = 200 });
        Assert.Equal(["past", "calendar"], map.Inputs.Select(input => input.Name));
        Assert.Equal([12, 3], map.Inputs.Select(input => input.Values.Count));
        Assert.InRange(map.CompletenessError, 0, 1e-3);

        // A network may take the first inputs alone.
        InputSample first = InputSample.OfSeveral([Networks.Sequence(5, 3), Networks.Sequence(3, 1)]).First(1);
        Assert.Equal(15, Saliency.Of(Networks.Classifier(), first).Inputs.Single().Values.Count);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Sequential model = Networks.Classifier();
        InputSample sample = new(Networks.Sequence(4, 3));
        Assert.Contains("from 0 to 3", Assert.Throws<ArgumentOutOfRangeException>(
            () => Saliency.Of(model, sample, new() { Output = 4 })).Message, StringComparison.Ordinal);
        Assert.ThrowsAny<ArgumentException>(() => Saliency.Of(model, new InputSample(Networks.Sequence(4, 2))));
        Assert.Contains("baseline", Assert.Throws<ArgumentException>(
            () => Saliency.Of(model, sample, new() { Baseline = new(Networks.Sequence(5, 3)) })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new InputSample(new float[0, 3]));
        Assert.Throws<ArgumentException>(() => InputSample.OfVector([]));
    }

    private static float[] Predict(Model model, float[,] sequence) => Flat(model, Samples.Ragged([sequence]));

    private static float[] Predict(Model model, int[] codes)
    {
        float[,] sequence = new float[codes.Length, 1];
        for (int t = 0; t < codes.Length; t++)
        {
            sequence[t, 0] = codes[t];
        }

        return Predict(model, sequence);
    }

    private static float[] Flat(Model model, Samples samples)
    {
        Tensor<float> output = model.Predict(samples);
        float[] values = new float[output.FlattenedLength];
        output.FlattenTo(values);
        return values;
    }
}
