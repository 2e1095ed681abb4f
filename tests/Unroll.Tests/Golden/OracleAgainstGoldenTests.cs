using Unroll.Tests.Oracles;

namespace Unroll.Tests.Golden;

/// <summary>The oracles must agree with the peers before they may judge the engine.</summary>
public sealed class OracleAgainstGoldenTests
{
    private const int MostElements = 60;

    [Fact]
    public void Oracles_agree_with_the_peers() => Assert.All(
        GoldenCases.All.Where(golden =>
            !golden.IsLoss && !golden.IsOptimizer && !GoldenLayer.Kinds.Contains(golden.Kind) && !GoldenRecurrent.Takes(golden)
                && GoldenSupport.IsKnown(golden)),
        Check);

    private static void Check(GoldenCase golden)
    {
        GoldenNetwork network = GoldenNetwork.From(golden);
        NetworkSpec spec = network.Spec;
        var oracle = new OracleNetwork(spec, network.Weights);
        Batch input = Batch.Of(golden["input"].Data, network.Rows, spec.Timesteps, spec.Inputs);

        Compare.Near($"{golden.Name}: output", Compare.ToDouble(golden["output"].Data), oracle.Forward(input).Data, 2e-6);

        if (golden.Has("output_grad"))
        {
            double[] outputGradient = Compare.ToDouble(golden["output_grad"].Data);
            double Loss() => oracle.Forward(input).Data.Zip(outputGradient, (value, weight) => value * weight).Sum();
            Near($"{golden.Name}: input gradient", golden["input_grad"].Data, input.Data, Loss);
            foreach ((int layer, string parameter, float[] expected) in network.Gradients.All())
            {
                Near($"{golden.Name}: gradient of {layer}.{parameter}", expected, oracle.Weights(layer, parameter), Loss);
            }
        }
    }

    /// <summary>All elements of a small gradient, some of a large one: each costs four passes.</summary>
    private static void Near(string what, float[] expected, double[] values, Func<double> loss)
    {
        int stride = Math.Max(1, values.Length / MostElements);
        int[] elements = [.. Enumerable.Range(0, values.Length).Where(i => i % stride == 0)];
        double scale = expected.Max(value => Math.Abs((double)value));
        foreach (int i in elements)
        {
            double difference = CentralDifferences.At(values, i, loss);
            Assert.True(
                Math.Abs(difference - expected[i]) <= 1e-5 * Math.Max(scale, 1e-3),
                $"{what}: element {i} is {difference} instead of {expected[i]}.");
        }
    }
}
