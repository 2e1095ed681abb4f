using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Tests.Contracts;

namespace Unroll.Tests.Layers;

/// <summary>Gradient checkpointing over time changes the memory of a training pass and its time, and not a bit of anything else.</summary>
public sealed class GradientCheckpointingTests
{
    private const int Features = 3;
    private const int Units = 5;

    private static readonly Dictionary<string, Func<Options, RecurrentLayer>> _kinds = new()
    {
        ["lstm"] = o => new Lstm(Units, new LstmOptions
        {
            GradientCheckpointing = o.Checkpointing,
            ReturnSequences = o.Sequences,
            ReturnState = o.State,
            GoBackwards = o.Backwards,
            Dropout = o.Dropout,
            RecurrentDropout = o.RecurrentDropout,
        }),
        ["gru"] = o => new Gru(Units, new GruOptions
        {
            GradientCheckpointing = o.Checkpointing,
            ReturnSequences = o.Sequences,
            ReturnState = o.State,
            GoBackwards = o.Backwards,
            Dropout = o.Dropout,
            RecurrentDropout = o.RecurrentDropout,
        }),
        ["simple-rnn"] = o => new SimpleRnn(Units, SimpleRnnOptions(o)),
        ["simple-rnn, relu"] = o => new SimpleRnn(Units, SimpleRnnOptions(o) with { Activation = ActivationFunction.Relu }),
    };

    /// <summary>
    /// Kinds, rows and timesteps. The rows decide in how many timesteps weight gradients are added up at once, of which a segment is a
    /// multiple: 8, 6, 1 and 3. Segments end with the sequence, or one step, or some before it; a sequence may be shorter than a segment.
    /// </summary>
    public static TheoryData<string, int, int> Cases
    {
        get
        {
            TheoryData<string, int, int> cases = [];
            foreach (string kind in _kinds.Keys)
            {
                cases.Add(kind, 32, 64);
                cases.Add(kind, 32, 65);
                cases.Add(kind, 40, 59);
                cases.Add(kind, 300, 11);
                cases.Add(kind, 80, 2);
                cases.Add(kind, 80, 23);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Outputs_and_gradients_are_the_same_bits(string kind, int rows, int timesteps)
    {
        for (int bits = 0; bits < 64; bits++)
        {
            var options = new Options(
                false, (bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0 ? 0.3f : 0, (bits & 16) != 0 ? 0.4f : 0);
            bool padded = (bits & 32) != 0;
            float[][] expected = Pass(_kinds[kind](options), rows, timesteps, padded);
            float[][] actual = Pass(_kinds[kind](options with { Checkpointing = true }), rows, timesteps, padded);
            Assert.Equal(expected.Length, actual.Length);
            for (int i = 0; i < expected.Length; i++)
            {
                Assert.True(
                    expected[i].AsSpan().SequenceEqual(actual[i]),
                    $"Array {i} differs with {options}, padded: {padded}.");
                Assert.Contains(expected[i], value => value != 0);
            }
        }
    }

    [Theory]
    [InlineData("lstm", 0f)]
    [InlineData("lstm", 0.2f)]
    [InlineData("gru", 0f)]
    [InlineData("simple-rnn", 0f)]
    public void Memory_of_a_training_pass_grows_with_the_root_of_the_timesteps(string kind, float dropout)
    {
        // What is left after the input, which is there before the layer is, and twice: as it comes in and as its gradient.
        const int Rows = 32;
        long Bytes(int timesteps, bool checkpointing)
        {
            RecurrentLayer layer = _kinds[kind](new Options(checkpointing, false, false, false, dropout, dropout));
            Sequential model = RecurrentPasses.Build(layer, timesteps, Features);
            long before = GC.GetAllocatedBytesForCurrentThread();
            RunOnce(RecurrentPasses.Plan(model, Rows, padded: false));
            return GC.GetAllocatedBytesForCurrentThread() - before - (2L * timesteps * Rows * Features * sizeof(float));
        }

        _ = Bytes(64, true);
        long[] with = [Bytes(256, true), Bytes(1024, true), Bytes(4096, true)];
        long[] without = [Bytes(256, false), Bytes(1024, false), Bytes(4096, false)];

        // √T grows by 16 and then by 32; T by 768 and then by 3,072. The rest is the runtime's: it counts what is left of a piece of the
        // heap, up to 8 KiB, as allocated.
        Assert.InRange((with[2] - with[1]) / (double)(with[1] - with[0]), 1.7, 2.3);
        Assert.InRange((without[2] - without[1]) / (double)(without[1] - without[0]), 3.8, 4.2);
        Assert.True(with[2] * 16 < without[2], $"With checkpointing {with[2]} bytes, without {without[2]}.");
    }

    [Fact]
    public void A_pass_allocates_nothing()
    {
        var layer = new Lstm(Units, new LstmOptions { GradientCheckpointing = true, Dropout = 0.1f });
        ShardPass pass = RecurrentPasses.Plan(RecurrentPasses.Build(layer, 200, Features), 32, padded: true);
        RunOnce(pass);
        Allocations.AssertNone(() => RunOnce(pass));
    }

    [Fact]
    public void A_probe_sees_all_timesteps()
    {
        double[] Norms(bool checkpointing)
        {
            Sequential model = RecurrentPasses.Build(
                new Gru(Units, new GruOptions { GradientCheckpointing = checkpointing }), 70, Features);
            var probe = new GradientProbe(model, 32, 70);
            float[,,] inputs = TestData.Sequences(32, 70, Features);
            probe.Forward([.. inputs.Cast<float>()]);
            probe.Backward(new MeanSquaredError(), new float[32 * Units]);
            return probe.HiddenGradientNorms((RecurrentLayer)model.Layers[^1]);
        }

        double[] expected = Norms(false);
        Assert.Equal(70, expected.Length);
        Assert.Equal(expected, Norms(true));
        Assert.All(expected, norm => Assert.True(norm > 0));
    }

    public static TheoryData<string, Func<RecurrentLayer>> Refused => new()
    {
        { "Lstm", () => new Lstm(3, new LstmOptions { GradientCheckpointing = true, Peephole = true }) },
        { "Lstm", () => new Lstm(3, new LstmOptions { GradientCheckpointing = true, LayerNormalization = true }) },
        { "Lstm", () => new Lstm(3, new LstmOptions { GradientCheckpointing = true, Activation = new Softplus() }) },
        { "Gru", () => new Gru(3, new GruOptions { GradientCheckpointing = true, ResetAfter = false }) },
        { "Gru", () => new Gru(3, new GruOptions { GradientCheckpointing = true, RecurrentActivation = new HardSigmoid() }) },
        { "SimpleRnn", () => new SimpleRnn(3, new SimpleRnnOptions { GradientCheckpointing = true, Activation = new Softplus() }) },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Forms_whose_timesteps_cannot_be_computed_again_are_refused(string layer, Func<RecurrentLayer> create)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(create);
        Assert.StartsWith(layer + " has GradientCheckpointing = true", error.Message, StringComparison.Ordinal);
        Assert.Contains("set GradientCheckpointing = false", error.Message, StringComparison.Ordinal);
    }

    private static SimpleRnnOptions SimpleRnnOptions(Options options) => new()
    {
        GradientCheckpointing = options.Checkpointing,
        ReturnSequences = options.Sequences,
        ReturnState = options.State,
        GoBackwards = options.Backwards,
        Dropout = options.Dropout,
        RecurrentDropout = options.RecurrentDropout,
    };

    /// <summary>
    /// Outputs and gradients of several passes, so that what one leaves behind shows in the next. Layers that return states take initial
    /// ones, too.
    /// </summary>
    private static float[][] Pass(RecurrentLayer layer, int rows, int timesteps, bool padded)
    {
        Model model = layer.ReturnState
            ? RecurrentPasses.BuildWithStates(layer, timesteps, Features)
            : RecurrentPasses.Build(layer, timesteps, Features);
        ShardPass pass = RecurrentPasses.Plan(model, rows, padded);
        List<float[]> results = [];
        for (ulong number = 0; number < 2; number++)
        {
            var random = new RandomStream(7, number);

            // Rows of every length, none and all of it included.
            RecurrentPasses.FillInputs(pass, random, row => row * timesteps / (rows - 1));

            // A forward pass that no backward pass follows leaves nothing behind, either.
            pass.Forward();
            pass.Context.Random.Reset(5, number);
            pass.Forward();
            foreach (PassTensor output in pass.Outputs)
            {
                results.Add(output.Values.Values.ToArray());
                RecurrentPasses.Fill(output.GradientValues.Values, random);
            }

            pass.Context.AllGradients.Clear();
            pass.Backward();
            results.AddRange(pass.Inputs.Select(input => input.GradientValues.Values.ToArray()));
            results.Add(pass.Context.AllGradients.ToArray());
        }

        return [.. results];
    }

    private static void RunOnce(ShardPass pass)
    {
        pass.Forward();
        pass.Backward();
    }

    private readonly record struct Options(
        bool Checkpointing, bool Sequences, bool State, bool Backwards, float Dropout, float RecurrentDropout);
}
