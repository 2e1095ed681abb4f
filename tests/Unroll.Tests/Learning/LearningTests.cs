using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Tests.Contracts;
using Unroll.Training;

namespace Unroll.Tests.Learning;

/// <summary>The whole engine at work: networks must learn what only a working one can.</summary>
public sealed class LearningTests
{
    [Fact]
    public void Lstm_learns_to_continue_a_sine()
    {
        (ArraySource training, ArraySource later) = Sine(timesteps: 12);
        var model = new Sequential(new Input(12, 1), new Lstm(16), new Dense(1)) { Seed = 1 };
        Assert.InRange(TrainAndEvaluate(model, training, later, epochs: 40, rate: 0.01f), 0, 1e-3);
    }

    [Fact]
    public void SimpleRnn_learns_to_continue_a_sine()
    {
        (ArraySource training, ArraySource later) = Sine(timesteps: 12);
        var model = new Sequential(new Input(12, 1), new SimpleRnn(16), new Dense(1)) { Seed = 1 };
        Assert.InRange(TrainAndEvaluate(model, training, later, epochs: 40, rate: 0.01f), 0, 1e-3);
    }

    /// <summary>
    /// The adding problem (Hochreiter and Schmidhuber 1997): the sum of the two numbers that are marked, which must be remembered over the
    /// steps between. Always answering 1 gives a mean squared error of 1/6.
    /// </summary>
    [Theory]
    [InlineData("lstm")]
    [InlineData("gru")]
    [InlineData("gru-reset-before")]
    public void Gated_networks_learn_the_adding_problem(string kind)
    {
        const int Timesteps = 8;
        Layer layer = kind switch
        {
            "lstm" => new Lstm(16),
            "gru" => new Gru(16),
            _ => new Gru(16, new GruOptions { ResetAfter = false }),
        };
        var model = new Sequential(new Input(Timesteps, 2), layer, new Dense(1)) { Seed = 2 };
        double error = TrainAndEvaluate(model, Adding(1000, Timesteps, 1), Adding(200, Timesteps, 2), epochs: 25, rate: 0.02f);
        Assert.InRange(error, 0, 0.01);
    }

    [Fact]
    public void Dense_finds_the_line_that_made_the_data()
    {
        float[,,] inputs = TestData.Sequences(200, 1, 3);
        float[,] vectors = TestData.Vectors(inputs);
        var targets = new float[200, 1];
        for (int i = 0; i < 200; i++)
        {
            targets[i, 0] = (2 * vectors[i, 0]) - (3 * vectors[i, 1]) + (0.5f * vectors[i, 2]) + 4;
        }

        var model = new Sequential(new Input(3), new Dense(1)) { Seed = 1 };
        model.Compile(new Sgd(0.1f), new MeanSquaredError());
        model.Fit(vectors, targets, new FitOptions { Epochs = 60 });

        float[] weights = model.GetWeights();
        Assert.Equal([2f, -3f, 0.5f, 4f], weights.Select(weight => MathF.Round(weight, 3)));
    }

    /// <summary>A sequence to a sequence: the running mean, at every timestep.</summary>
    [Fact]
    public void Lstm_with_sequences_out_learns_a_running_mean()
    {
        const int Timesteps = 8;
        float[,,] inputs = TestData.Sequences(400, Timesteps, 1);
        var targets = new float[400, Timesteps, 1];
        for (int sample = 0; sample < 400; sample++)
        {
            float sum = 0;
            for (int t = 0; t < Timesteps; t++)
            {
                sum += inputs[sample, t, 0];
                targets[sample, t, 0] = sum / (t + 1);
            }
        }

        var model = new Sequential(
            new Input(Timesteps, 1), new Lstm(16, new LstmOptions { ReturnSequences = true }), new Dense(1))
        { Seed = 1 };
        model.Compile(new Adam(0.01f), new MeanSquaredError());
        History history = model.Fit(inputs, targets, new FitOptions { Epochs = 30 });
        Assert.InRange(history.Epochs[^1].Loss, 0, 0.01);
    }

    private static double TrainAndEvaluate(Sequential model, ArraySource training, ArraySource later, int epochs, float rate)
    {
        model.Compile(new Adam(rate) { Clipping = GradientClipping.ByGlobalNorm(1) }, new MeanSquaredError());
        model.Fit(training, new FitOptions { Epochs = epochs, BatchSize = 32 });
        return model.Evaluate(later).Loss;
    }

    private static (ArraySource Training, ArraySource Later) Sine(int timesteps)
    {
        ArraySource Windows(int first, int count)
        {
            var inputs = new float[count, timesteps, 1];
            var targets = new float[count, 1];
            for (int window = 0; window < count; window++)
            {
                for (int t = 0; t < timesteps; t++)
                {
                    inputs[window, t, 0] = MathF.Sin((first + window + t) * 0.37f);
                }

                targets[window, 0] = MathF.Sin((first + window + timesteps) * 0.37f);
            }

            return new ArraySource(inputs, targets);
        }

        return (Windows(0, 300), Windows(300, 100));
    }

    private static ArraySource Adding(int samples, int timesteps, ulong seed)
    {
        var random = new RandomStream(seed, 5);
        var inputs = new float[samples, timesteps, 2];
        var targets = new float[samples, 1];
        for (int sample = 0; sample < samples; sample++)
        {
            int first = random.NextInt32(timesteps / 2);
            int second = (timesteps / 2) + random.NextInt32(timesteps / 2);
            for (int t = 0; t < timesteps; t++)
            {
                inputs[sample, t, 0] = random.NextSingle();
                if (t == first || t == second)
                {
                    inputs[sample, t, 1] = 1;
                    targets[sample, 0] += inputs[sample, t, 0];
                }
            }
        }

        return new ArraySource(inputs, targets);
    }
}
