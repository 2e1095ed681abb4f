using Unroll.Layers;

namespace Unroll.Tests.Layers;

public class ActivationFunctionTests
{
    private const double SeluAlpha = 1.6732632423543772;
    private const double SeluScale = 1.0507009873554805;

    private static readonly (ActivationFunction Function, Func<double, double> Formula)[] _elementwise =
    [
        (ActivationFunction.Linear, x => x),
        (ActivationFunction.Relu, x => Math.Max(0, x)),
        (ActivationFunction.LeakyRelu, x => x > 0 ? x : 0.3f * x),
        (new LeakyRelu(0.01f), x => x > 0 ? x : 0.01f * x),
        (ActivationFunction.Elu, x => x > 0 ? x : Math.Exp(x) - 1),
        (new Elu(0.5f), x => x > 0 ? x : 0.5 * (Math.Exp(x) - 1)),
        (ActivationFunction.Selu, x => SeluScale * (x > 0 ? x : SeluAlpha * (Math.Exp(x) - 1))),
        (ActivationFunction.Gelu, x => x * NormalDistribution(x)),
        (new Gelu(approximate: true), x => x / 2 * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x))))),
        (ActivationFunction.Softplus, x => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)))),
        (ActivationFunction.Tanh, Math.Tanh),
        (ActivationFunction.Sigmoid, x => 1 / (1 + Math.Exp(-x))),
        (ActivationFunction.HardSigmoid, x => Math.Clamp(x + 3, 0, 6) / 6),
    ];

    public static TheoryData<int> Elementwise => [.. Enumerable.Range(0, _elementwise.Length)];

    // Off the kinks at 0 and ±3, where the derivative is a matter of choice; 211 numbers, so that every width has a tail.
    private static float[] Inputs => [.. Enumerable.Range(0, 211).Select(i => (i - 105.37f) / 9)];

    [Theory]
    [MemberData(nameof(Elementwise))]
    public void Agrees_with_the_formula_in_double_precision(int index)
    {
        (ActivationFunction function, Func<double, double> formula) = _elementwise[index];
        float[] input = Inputs;
        float[] output = new float[input.Length];
        function.Forward(input, output, 1);
        float[] outputGradient = [.. input.Select((_, i) => 1 + (0.01f * i))];
        float[] inputGradient = new float[input.Length];
        function.Backward(function.NeedsInput ? input : [], output, outputGradient, inputGradient, 1);
        for (int i = 0; i < input.Length; i++)
        {
            double expected = formula(input[i]);
            Assert.Equal(expected, output[i], 4e-7 * Math.Max(1, Math.Abs(expected)));
            double derivative = (formula(input[i] + 1e-5) - formula(input[i] - 1e-5)) / 2e-5;
            Assert.Equal(derivative * outputGradient[i], inputGradient[i], 4e-6 * Math.Max(1, outputGradient[i]));
        }
    }

    [Theory]
    [MemberData(nameof(Elementwise))]
    public void Extreme_inputs_give_finite_outputs_and_what_is_not_a_number_stays(int index)
    {
        (ActivationFunction function, Func<double, double> formula) = _elementwise[index];
        float[] input = [-1e4f, -200, -100, -90, 90, 100, 200, 1e4f, float.NaN, 0];
        float[] output = new float[input.Length];
        function.Forward(input, output, input.Length);
        for (int i = 0; i < 8; i++)
        {
            Assert.Equal(formula(input[i]), output[i], 1e-6 * Math.Max(1, Math.Abs(input[i])));
        }

        Assert.True(float.IsNaN(output[8]), function.Name);
        Assert.Equal(formula(0), output[9], 1e-7);
    }

    [Fact]
    public void Works_in_place_as_its_users_do()
    {
        foreach (ActivationFunction function in _elementwise.Select(pair => pair.Function).Append(ActivationFunction.Softmax))
        {
            const int RowLength = 7;
            float[] input = Inputs[..(30 * RowLength)];
            float[] output = new float[input.Length];
            function.Forward(input, output, RowLength);
            float[] inPlace = [.. input];
            function.Forward(inPlace, inPlace, RowLength);
            Assert.Equal(output, inPlace);

            float[] outputGradient = [.. input.Select(MathF.Sin)];
            float[] inputGradient = new float[input.Length];
            function.Backward(input, output, outputGradient, inputGradient, RowLength);
            float[] overInput = [.. input];
            function.Backward(overInput, output, outputGradient, overInput, RowLength);
            Assert.Equal(inputGradient, overInput);
            float[] overGradient = [.. outputGradient];
            function.Backward(input, output, overGradient, overGradient, RowLength);
            Assert.Equal(inputGradient, overGradient);
        }
    }

    [Fact]
    public void Softplus_keeps_small_values_exact()
    {
        float[] output = new float[1];
        ActivationFunction.Softplus.Forward([-30f], output, 1);
        Assert.Equal(1, output[0] / Math.Exp(-30), 1e-6);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(19)]
    public void Softmax_turns_rows_into_shares(int rowLength)
    {
        RandomStream random = new(3);
        float[] input = [.. Enumerable.Range(0, 4 * rowLength).Select(_ => (float)(5 * random.NextNormal()))];
        float[] gradient = [.. input.Select(_ => (float)random.NextNormal())];
        float[] output = new float[input.Length];
        float[] inputGradient = new float[input.Length];
        ActivationFunction.Softmax.Forward(input, output, rowLength);
        ActivationFunction.Softmax.Backward([], output, gradient, inputGradient, rowLength);
        for (int start = 0; start < input.Length; start += rowLength)
        {
            double[] x = [.. input.Skip(start).Take(rowLength).Select(value => (double)value)];
            double[] y = Softmax(x);
            for (int i = 0; i < rowLength; i++)
            {
                Assert.Equal(y[i], output[start + i], 1e-6);
                double[] up = [.. x], down = [.. x];
                up[i] += 1e-5;
                down[i] -= 1e-5;
                double difference = Softmax(up).Zip(Softmax(down), (a, b) => (a - b) / 2e-5)
                    .Select((slope, j) => slope * gradient[start + j]).Sum();
                Assert.Equal(difference, inputGradient[start + i], 2e-6);
            }
        }
    }

    [Fact]
    public void Softmax_does_not_overflow()
    {
        float[] output = new float[3];
        ActivationFunction.Softmax.Forward([1e30f, 1e30f, -1e30f], output, 3);
        Assert.Equal([0.5f, 0.5f, 0], output.Select(value => MathF.Round(value, 6)));
    }

    [Fact]
    public void Is_made_again_from_name_and_settings()
    {
        foreach (ActivationFunction function in _elementwise.Select(pair => pair.Function).Append(ActivationFunction.Softmax))
        {
            ActivationFunction again = ActivationFunction.Catalogue.Create(ActivationFunction.Catalogue.Write(function));
            Assert.Equal(function.GetType(), again.GetType());
            Assert.Equal(ActivationFunction.Catalogue.Write(function).ToJsonString(),
                ActivationFunction.Catalogue.Write(again).ToJsonString());
        }

        Assert.Same(ActivationFunction.HardSigmoid, ActivationFunction.Catalogue.Create("hard_sigmoid"));
        Assert.Contains("softplus", Assert.ThrowsAny<InputException>(() => ActivationFunction.Catalogue.Create("mish")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Lengths_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => ActivationFunction.Tanh.Forward(new float[3], new float[4], 1));
        Assert.Throws<ArgumentException>(() => ActivationFunction.Softmax.Forward(new float[4], new float[4], 3));
        Assert.Throws<ArgumentException>(() => ActivationFunction.Gelu.Backward([], new float[4], new float[4], new float[4], 1));
    }

    private static double[] Softmax(double[] x)
    {
        double sum = x.Sum(Math.Exp);
        return [.. x.Select(value => Math.Exp(value) / sum)];
    }

    /// <summary>Simpson's rule on the density: slow and sure.</summary>
    private static double NormalDistribution(double x)
    {
        const int Steps = 2000;
        double from = Math.Min(x, 0) - 9;
        if (x < -30 || x > 30)
        {
            return x < 0 ? 0 : 1;
        }

        double width = (x - from) / Steps;
        double sum = 0;
        for (int i = 0; i <= Steps; i++)
        {
            double t = from + (i * width);
            sum += (i is 0 or Steps ? 1 : i % 2 == 1 ? 4 : 2) * Math.Exp(-t * t / 2);
        }

        return sum * width / 3 / Math.Sqrt(2 * Math.PI);
    }
}
