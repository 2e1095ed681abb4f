using FsCheck;
using FsCheck.Fluent;
using Unroll.Tests.Oracles;

namespace Unroll.Tests.Gradients;

/// <summary>Convolutions and pooling against plain loops in double precision: outputs and all gradients.</summary>
public sealed class WindowGradientTests
{
    private static readonly Gen<string> _padding = Gen.Elements("valid", "same", "causal");

    private static readonly Arbitrary<Problem> _convolutions = Arb.From(
        from window in Gen.Choose(1, 6)
        from stride in Gen.Frequency((3, Gen.Constant(1)), (2, Gen.Choose(2, 4)))
        from dilation in Gen.Frequency((2, Gen.Constant(1)), (1, Gen.Choose(2, 3)))
        from groups in Gen.Frequency((3, Gen.Constant(1)), (1, Gen.Choose(2, 3)))
        from padding in _padding
        from more in Gen.Choose(0, 12)
        from features in Gen.OneOf(Gen.Choose(1, 4), Gen.Choose(5, 20))
        from filters in Gen.OneOf(Gen.Choose(1, 8), Gen.Elements(16, 17, 48, 50))
        from rows in Gen.OneOf(Gen.Choose(1, 9), Gen.Elements(16, 31))
        from bias in Gen.Elements(true, false)
        from activation in Gen.Elements("linear", "tanh", "gelu", "softmax")
        select new Problem(
            new LayerSpec(LayerSpec.Conv1D, filters * groups)
            {
                Window = window,
                Stride = stride,
                Dilation = dilation,
                Groups = groups,
                Padding = padding,
                UseBias = bias,
                Activation = activation,
            },
            padding == "valid" ? ((window - 1) * dilation) + 1 + more : 1 + more,
            features * groups,
            rows));

    private static readonly Arbitrary<Problem> _poolings = Arb.From(
        from kind in Gen.Elements(LayerSpec.MaxPooling1D, LayerSpec.AveragePooling1D)
        from window in Gen.Choose(1, 5)
        from stride in Gen.Choose(1, 4)
        from padding in Gen.Elements("valid", "same")
        from more in Gen.Choose(0, 12)
        from features in Gen.OneOf(Gen.Choose(1, 4), Gen.Elements(8, 17))
        from rows in Gen.Choose(1, 9)
        select new Problem(
            new LayerSpec(kind) { Window = window, Stride = stride, Padding = padding }, padding == "valid" ? window + more : 1 + more,
            features, rows));

    [Fact]
    public void Convolutions_of_any_size_agree_with_plain_loops() => Check(_convolutions, 60);

    [Fact]
    public void Pooling_of_any_size_agrees_with_plain_loops() => Check(_poolings, 40);

    /// <summary>So many rows and timesteps that the output is made in several pieces.</summary>
    [Theory]
    [InlineData("valid", 1, 1)]
    [InlineData("same", 1, 2)]
    [InlineData("causal", 1, 3)]
    [InlineData("same", 2, 1)]
    public void Long_sequences_of_many_rows(string padding, int stride, int groups) => GradientCheck.Run(
        new NetworkSpec(30, 6, new LayerSpec(LayerSpec.Conv1D, 12) { Window = 4, Padding = padding, Stride = stride, Groups = groups }),
        rows: 40);

    /// <summary>Around the number of taps up to which all of them are one product.</summary>
    [Theory]
    [InlineData(64, "valid")]
    [InlineData(64, "same")]
    [InlineData(65, "valid")]
    [InlineData(65, "causal")]
    public void Very_many_taps(int window, string padding) => GradientCheck.Run(
        new NetworkSpec(window + 3, 2, new LayerSpec(LayerSpec.Conv1D, 3) { Window = window, Padding = padding }), rows: 3);

    /// <summary>As many groups as features: with one filter each there is no matrix product, with two there is.</summary>
    [Theory]
    [InlineData("valid", 1, 1, 1)]
    [InlineData("same", 2, 1, 1)]
    [InlineData("causal", 1, 2, 1)]
    [InlineData("same", 3, 2, 1)]
    [InlineData("valid", 1, 1, 2)]
    public void Every_feature_for_itself(string padding, int stride, int dilation, int filters)
    {
        foreach (bool bias in new[] { true, false })
        {
            GradientCheck.Run(
                new NetworkSpec(9, 19, new LayerSpec(LayerSpec.Conv1D, 19 * filters)
                {
                    Window = 4,
                    Padding = padding,
                    Stride = stride,
                    Dilation = dilation,
                    Groups = 19,
                    UseBias = bias,
                }),
                rows: 5);
        }
    }

    [Theory]
    [InlineData(LayerSpec.GlobalMaxPooling1D)]
    [InlineData(LayerSpec.GlobalAveragePooling1D)]
    public void Global_pooling(string kind)
    {
        foreach (int timesteps in new[] { 1, 2, 7 })
        {
            GradientCheck.Run(new NetworkSpec(timesteps, 19, new LayerSpec(kind)), rows: 5);
        }
    }

    [Fact]
    public void Zero_padding() =>
        GradientCheck.Run(new NetworkSpec(4, 3, new LayerSpec(LayerSpec.ZeroPadding1D) { Window = 2 }), rows: 3);

    [Fact]
    public void A_stack_of_convolutions_and_pooling() => GradientCheck.Run(
        new NetworkSpec(
            19,
            3,
            new LayerSpec(LayerSpec.Conv1D, 8) { Window = 3, Padding = "causal", Dilation = 2, Activation = "tanh" },
            new LayerSpec(LayerSpec.AveragePooling1D) { Window = 2, Stride = 2 },
            new LayerSpec(LayerSpec.Conv1D, 6) { Window = 3, Activation = "tanh" },
            new LayerSpec(LayerSpec.MaxPooling1D) { Window = 3, Stride = 2, Padding = "same" },
            new LayerSpec(LayerSpec.GlobalAveragePooling1D),
            new LayerSpec(LayerSpec.Dense, 2)),
        rows: 5);

    private static void Check(Arbitrary<Problem> problems, int count) => Prop.ForAll(problems, problem =>
    {
        GradientCheck.Run(new NetworkSpec(problem.Timesteps, problem.Features, problem.Layer), problem.Rows);
        return true;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(count).WithReplay(17, 31));

    private sealed record Problem(LayerSpec Layer, int Timesteps, int Features, int Rows);
}
