using Unroll.Layers;
using Unroll.Models;

namespace Unroll.Tests.Layers;

/// <summary>Which timesteps layers call real.</summary>
public sealed class MaskTests
{
    [Fact]
    public void Masking_marks_timesteps_whose_features_all_have_the_value()
    {
        ShardPass pass = Run(
            [new Masking(-1)], features: 2, [1, 2, -1, -1, -1, 3, -1, -1], mask: null);
        Assert.Equal("1010", Real(pass));
        Assert.Equal([1f, 2, 0, 0, -1, 3, 0, 0], pass.Output.Values.ToArray());
    }

    [Fact]
    public void Masking_does_not_make_padding_real() => Assert.Equal("1000", Real(Run([new Masking()], 1, [1, 0, 3, 4], "1100")));

    [Fact]
    public void Without_padding_a_window_is_real_if_all_of_it_is()
    {
        Assert.Equal("1000", Real(Run([new Conv1D(1, 3)], 1, [1, 2, 3, 4, 5, 6], "111011")));
        Assert.Equal("110", Real(Run([new MaxPooling1D(2)], 1, [1, 2, 3, 4, 5, 6], "111101")));
        Assert.Equal("0110", Real(Run([new Conv1D(1, 2, new Conv1DOptions { DilationRate = 2 })], 1, [1, 2, 3, 4, 5, 6], "011110")));
    }

    [Fact]
    public void With_padding_a_window_is_real_if_its_place_is()
    {
        Assert.Equal(
            "110011", Real(Run([new Conv1D(1, 3, new Conv1DOptions { Padding = WindowPadding.Same })], 1, [1, 2, 3, 4, 5, 6], "110011")));
        Assert.Equal(
            "101", Real(
                Run([new Conv1D(1, 3, new Conv1DOptions { Padding = WindowPadding.Causal, Strides = 2 })], 1, [1, 2, 3, 4, 5, 6],
                    "110011")));
    }

    [Fact]
    public void Pooling_leaves_padding_out()
    {
        Assert.Equal([-3f, -3, 0, 0], Run([new MaxPooling1D(3, new PoolingOptions { Strides = 1, Padding = WindowPadding.Same })], 1,
            [-5, -3, 9, 9], "1100").Output.Values.ToArray());
        Assert.Equal([-4f, -4, 0, 0], Run([new AveragePooling1D(3, new PoolingOptions { Strides = 1, Padding = WindowPadding.Same })], 1,
            [-5, -3, 9, 9], "1100").Output.Values.ToArray());
        Assert.Equal([-3f], Run([new GlobalMaxPooling1D()], 1, [-5, -3, 9, 9], "1100").Output.Values.ToArray());
        Assert.Equal([-4f], Run([new GlobalAveragePooling1D()], 1, [-5, -3, 9, 9], "1100").Output.Values.ToArray());
    }

    [Fact]
    public void A_row_without_a_real_timestep_pools_to_zero()
    {
        Assert.Equal([0f], Run([new GlobalMaxPooling1D()], 1, [-5, -3], "00").Output.Values.ToArray());
        Assert.Equal([0f], Run([new GlobalAveragePooling1D()], 1, [-5, -3], "00").Output.Values.ToArray());
    }

    [Fact]
    public void Reshaped_timesteps_are_real_if_anything_in_them_is()
    {
        Assert.Equal("110", Real(Run([new Reshape(3, 2)], 1, [1, 2, 3, 4, 5, 6], "111000")));
        Assert.Equal("111100", Real(Run([new Reshape(6, 1)], 2, [1, 2, 3, 4, 5, 6], "110")));
    }

    [Fact]
    public void Ends_are_added_and_cut_where_a_row_ends()
    {
        Assert.Equal("1111100", Real(Run([new ZeroPadding1D(2, 1)], 1, [1, 2, 3, 4], "1100")));
        Assert.Equal("0011111", Real(Run([new ZeroPadding1D(2, 1)], 1, [1, 2, 3, 4], "0011")));
        Assert.Equal("100", Real(Run([new Cropping1D(1, 1)], 1, [1, 2, 3, 4, 5], "11100")));
        Assert.Equal("111100", Real(Run([new UpSampling1D(2)], 1, [1, 2, 3], "110")));
    }

    [Fact]
    public void Vectors_have_no_mask() => Assert.False(Run([new Flatten()], 1, [1, 2, 3], "110").Output.IsMasked);

    [Fact]
    public void A_joined_timestep_is_real_if_it_is_in_all_inputs()
    {
        Signal input = Graph.Input(4, 1);
        Signal ones = new Masking(1).Apply(input);
        Signal twos = new Masking(2).Apply(input);
        var model = new Graph(input, new Add().Apply(ones, twos, input));
        model.Build();
        ShardPass pass = Run(model, [0, 1, 2, 3], null);
        Assert.Equal("1001", Real(pass));
        Assert.Equal([0f, 0, 0, 9], pass.Output.Values.ToArray());
    }

    private static ShardPass Run(Layer[] layers, int features, float[] values, string? mask)
    {
        var model = new Sequential([new Input(values.Length / features, features), .. layers]);
        model.Build();
        return Run(model, values, mask);
    }

    private static ShardPass Run(Model model, float[] values, string? mask)
    {
        ShardPass pass = model.CreatePass([model.InputShape], [mask is not null], 1, default);
        values.CopyTo(pass.Input.Values);
        for (int t = 0; mask is not null && t < mask.Length; t++)
        {
            pass.Inputs[0].Mask![t] = mask[t] == '1';
        }

        pass.Inputs[0].ClearPadding(pass.Inputs[0].Buffer);
        model.Prepare(training: false);
        pass.Forward();
        return pass;
    }

    private static string Real(ShardPass pass)
    {
        Assert.True(pass.Output.IsMasked);
        return string.Concat(pass.Output.Mask.ToArray().Select(real => real ? '1' : '0'));
    }
}
