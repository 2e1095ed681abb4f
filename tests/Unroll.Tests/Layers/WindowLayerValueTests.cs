using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Tests.Contracts;
using Unroll.Tests.Oracles;
using Unroll.Training;

namespace Unroll.Tests.Layers;

/// <summary>The values of blocks and of layers that forecast from a window.</summary>
public sealed class WindowLayerValueTests
{
    [Fact]
    public void Residual_adds_its_input()
    {
        float[,,] inputs = TestData.Sequences(3, 5, 2);
        var dense = new Dense(2);
        var model = new Sequential(new Input(5, 2), new Residual([dense]));
        model.Build();
        dense.Parameters[0].Values.Clear();
        dense.Parameters[0].MarkChanged();
        new[] { 1f, -2f }.CopyTo(dense.Parameters[1].Values);

        float[] output = Predict(model, inputs);

        Compare.Near("sum", [.. inputs.Cast<float>().Select((value, i) => value + (i % 2 == 0 ? 1f : -2f))], output, 1e-6);
    }

    [Theory]
    [InlineData("nlinear")]
    [InlineData("revin")]
    [InlineData("last value")]
    [InlineData("seg-rnn")]
    public void A_level_that_moves_moves_the_forecast(string name)
    {
        Layer layer = name switch
        {
            "nlinear" => new NLinear(4),
            "revin" => new ReversibleNormalization([new TemporalLinear(4), new Activation(ActivationFunction.Tanh)]),
            "last value" => new ReversibleNormalization(
                [new TemporalLinear(4)], new ReversibleNormalizationOptions { Statistics = WindowStatistics.LastValue }),
            _ => new SegRnn(4, new SegRnnOptions { Units = 4, SegmentLength = 3 }),
        };
        var model = new Sequential(new Input(9, 2), layer) { Seed = 4 };
        float[,,] inputs = TestData.Sequences(3, 9, 2), moved = Map(inputs, value => value + 7);
        Compare.Near(name, [.. Predict(model, inputs).Select(value => value + 7)], Predict(model, moved), 1e-5);
    }

    [Fact]
    public void A_scale_that_grows_grows_the_forecast()
    {
        var model = new Sequential(
            new Input(9, 2),
            new ReversibleNormalization(
                [new TemporalLinear(4), new Activation(ActivationFunction.Tanh)],
                new ReversibleNormalizationOptions { Epsilon = 1e-12f }));
        float[,,] inputs = TestData.Sequences(3, 9, 2), grown = Map(inputs, value => (value * 50) - 3);
        Compare.Near("grown", [.. Predict(model, inputs).Select(value => (value * 50) - 3)], Predict(model, grown), 1e-5);
    }

    [Fact]
    public void Only_named_features_are_normalised()
    {
        var model = new Sequential(
            new Input(9, 3),
            new ReversibleNormalization([new Gru(3), new Dense(4)], new ReversibleNormalizationOptions { Features = [2] }))
        { Seed = 4 };
        float[,,] inputs = TestData.Sequences(3, 9, 3), moved = (float[,,])inputs.Clone();
        float[,,] other = (float[,,])inputs.Clone();
        for (int i = 0; i < 27; i++)
        {
            moved[i / 9, i % 9, 2] += 5;
            other[i / 9, i % 9, 0] += 5;
        }

        float[] before = Predict(model, inputs);
        Compare.Near("moved", [.. before.Select(value => value + 5)], Predict(model, moved), 1e-5);
        Assert.NotEqual(before, Predict(model, other));
    }

    [Fact]
    public void DLinear_repeats_the_ends_in_its_average()
    {
        var model = new Sequential(new Input(4, 1), new DLinear(4, 3));
        model.Build();
        foreach (Parameter parameter in model.Parameters)
        {
            // The trend's map is the identity, all others are zero: the output is the moving average.
            parameter.Values.Clear();
            for (int i = 0; parameter.Name == "trend.linear.kernel" && i < 4; i++)
            {
                parameter.Values[i * 5] = 1;
            }

            parameter.MarkChanged();
        }

        Compare.Near("average", Predict(model, new float[,,] { { { 1 }, { 3 }, { 5 }, { 6 } } }), [5f / 3, 3, 14f / 3, 17f / 3], 1e-6);
    }

    [Fact]
    public void Channels_pass_the_layers_one_by_one()
    {
        var together = new Sequential(new Input(6, 3), new ChannelIndependent([new Gru(4), new Dense(2)])) { Seed = 5 };
        var alone = new Sequential(new Input(6, 1), new Gru(4), new Dense(2));
        together.Build();
        alone.Build();
        alone.SetWeights(together.GetWeights());
        float[,,] inputs = TestData.Sequences(4, 6, 3);
        float[] output = Predict(together, inputs);
        for (int channel = 0; channel < 3; channel++)
        {
            var single = new float[4, 6, 1];
            for (int i = 0; i < 24; i++)
            {
                single[i / 6, i % 6, 0] = inputs[i / 6, i % 6, channel];
            }

            Compare.Near($"channel {channel}", Predict(alone, single), [.. output.Where((_, i) => i % 3 == channel)], 1e-6);
        }
    }

    [Fact]
    public void SegRnn_is_what_its_layers_make_one_after_another()
    {
        const int Segment = 3, Segments = 3, Units = 4, Horizon = 5;
        var whole = new Sequential(
            new Input(1 + (Segments * Segment), 1),
            new SegRnn(Horizon, new SegRnnOptions { Units = Units, SegmentLength = Segment }))
        { Seed = 6 };
        var encoder = new Sequential(
            new Input(Segments, Segment), new Dense(Units, new DenseOptions { Activation = ActivationFunction.Relu }), new Gru(Units));
        Signal query = Graph.Input(1, Units), state = Graph.Input(Units);
        var decoder = new Graph([query, state], [new Dense(Segment).Apply(new Gru(Units).Apply(query, state))]);
        whole.Build();
        encoder.Build();
        decoder.Build();
        CopyWeights("project", encoder.Layers[^2]);
        CopyWeights("gru", encoder.Layers[^1]);
        CopyWeights("gru", decoder.Layers.OfType<Gru>().Single());
        CopyWeights("predict", decoder.Layers.OfType<Dense>().Single());
        float[] embeddings = Weights("position_embeddings").Values.ToArray();

        float[,,] window = TestData.Sequences(1, 1 + (Segments * Segment), 1);
        float last = window[0, Segments * Segment, 0];
        var segments = new float[1, Segments, Segment];
        for (int i = 0; i < Segments * Segment; i++)
        {
            // The oldest timestep fills no segment.
            segments[0, i / Segment, i % Segment] = window[0, 1 + i, 0] - last;
        }

        float[] final = Predict(encoder, segments);
        List<float> expected = [];
        for (int position = 0; position * Segment < Horizon; position++)
        {
            ShardPass pass = decoder.CreatePass(decoder.InputShapes, [false, false], 1, new PassOptions(Training: false));
            embeddings.AsSpan(position * Units, Units).CopyTo(pass.Inputs[0].Values.Values);
            final.CopyTo(pass.Inputs[1].Values.Values);
            decoder.Prepare(training: false);
            pass.Forward();
            expected.AddRange(pass.Output.Values.ToArray().Select(value => value + last));
        }

        Compare.Near("forecast", [.. expected.Take(Horizon)], Predict(whole, window), 1e-5);

        Parameter Weights(string name) => whole.Parameters.Single(parameter => parameter.Name == name);

        void CopyWeights(string part, Layer to)
        {
            foreach (Parameter parameter in to.Parameters)
            {
                Weights($"{part}.{parameter.Name}").Values.CopyTo(parameter.Values);
                parameter.MarkChanged();
            }
        }
    }

    [Theory]
    [InlineData("same timesteps", 0)]
    [InlineData("return sequences", 1)]
    [InlineData("fewer than one", 2)]
    [InlineData("name the Features", 3)]
    [InlineData("at least one", 4)]
    [InlineData("Units even", 5)]
    [InlineData("must know how many timesteps", 6)]
    public void What_does_not_fit_is_refused_with_what_to_do(string words, int which)
    {
        Func<Layer> create = which switch
        {
            0 => () => new Residual([new Conv1D(2, 3)]),
            1 => () => new Residual([new Gru(2)]),
            2 => () => new SegRnn(3, new SegRnnOptions { SegmentLength = 10 }),
            3 => () => new ReversibleNormalization([new Gru(3)]),
            4 => () => new ChannelIndependent([]),
            5 => () => new SegRnn(3, new SegRnnOptions { Units = 3, SegmentLength = 2 }),
            _ => () => new NLinear(3),
        };
        var error = Assert.ThrowsAny<ArgumentException>(() =>
            new Sequential(new Input(which == 6 ? Shape.AnyLength : 9, 2), create()).Build());
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void States_are_not_carried_from_piece_to_piece(bool segments)
    {
        Layer layer = segments
            ? new SegRnn(4, new SegRnnOptions { Units = 2, SegmentLength = 2 })
            : new ChannelIndependent([new Gru(2, new GruOptions { ReturnSequences = true }), new Dense(1)]);
        var model = new Sequential(new Input(4, 2), layer);
        float[,,] inputs = TestData.Sequences(6, 4, 2);
        model.Compile(new Sgd(), new MeanSquaredError());

        var error = Assert.ThrowsAny<ArgumentException>(
            () => model.Fit(new ArraySource(inputs, inputs), new FitOptions { TruncatedSteps = 2 }));

        Assert.Contains(segments ? "[batch, 4, 2]" : "TruncatedSteps", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new ChannelIndependent([new Gru(2, new GruOptions { Stateful = true })]));
    }

    [Fact]
    public void SegRnn_learns_two_seasons_better_than_seasonal_naive()
    {
        const int Window = 60, Horizon = 12, Windows = 500, Season = 12;
        RandomStream random = new(8);
        float[] Series(double phase) => [.. Enumerable.Range(0, Windows + 200 + Window + Horizon).Select(t => (float)(
            Math.Sin((2 * Math.PI * t / Season) + phase) + Math.Sin((2 * Math.PI * t / 30) + phase) + (0.1 * random.NextNormal())))];
        float[][] series = [Series(0), Series(1)];
        var model = new Sequential(
            new Input(Window, 2), new SegRnn(Horizon, new SegRnnOptions { Units = 32, SegmentLength = 12 }))
        { Seed = 2 };
        model.Compile(new Adam(0.005f), new MeanAbsoluteError());

        model.Fit(Cut(0, Windows), new FitOptions { Epochs = 15, BatchSize = 32, Seed = 1 });

        // Windows that begin behind the end of the last training target.
        float[,,] test = Targets(Windows + Horizon, 180);
        double naive = 0;
        for (int i = 0; i < test.Length; i++)
        {
            (int sample, int step, int channel) = (i / (2 * Horizon), i / 2 % Horizon, i % 2);
            int at = Windows + Horizon + sample + Window + step;
            naive += Math.Abs(series[channel][at] - series[channel][at - Season]) / test.Length;
        }

        double learned = model.Evaluate(Cut(Windows + Horizon, 180)).Loss;
        Assert.True(learned < 0.3 * naive, $"MAE {learned} against {naive} of the seasonal naive forecast.");

        ArraySource Cut(int from, int count)
        {
            var inputs = new float[count, Window, 2];
            for (int i = 0; i < inputs.Length; i++)
            {
                (int sample, int t, int channel) = (i / (2 * Window), i / 2 % Window, i % 2);
                inputs[sample, t, channel] = series[channel][from + sample + t];
            }

            return new ArraySource(inputs, Targets(from, count));
        }

        float[,,] Targets(int from, int count)
        {
            var targets = new float[count, Horizon, 2];
            for (int i = 0; i < targets.Length; i++)
            {
                (int sample, int step, int channel) = (i / (2 * Horizon), i / 2 % Horizon, i % 2);
                targets[sample, step, channel] = series[channel][from + sample + Window + step];
            }

            return targets;
        }
    }

    private static float[] Predict(Model model, float[,,] inputs) => [.. model.Predict(new ArraySource(inputs))];

    private static float[,,] Map(float[,,] values, Func<float, float> map)
    {
        var mapped = new float[values.GetLength(0), values.GetLength(1), values.GetLength(2)];
        for (int i = 0; i < values.Length; i++)
        {
            (int row, int step, int feature) = (
                i / (values.GetLength(1) * values.GetLength(2)), i / values.GetLength(2) % values.GetLength(1), i % values.GetLength(2));
            mapped[row, step, feature] = map(values[row, step, feature]);
        }

        return mapped;
    }
}
