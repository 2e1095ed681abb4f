using Unroll.Tests.Oracles;

namespace Unroll.Tests.Golden;

/// <summary>The oracles must agree with the peers before they may judge the engine.</summary>
public sealed class OracleAgainstGoldenTests
{
    [Fact]
    public void Oracles_agree_with_the_peers() => Assert.All(
        GoldenCases.All.Where(golden =>
            !golden.IsLoss && !golden.IsOptimizer && !GoldenLayer.Kinds.Contains(golden.Kind) && !GoldenRecurrent.Takes(golden) && GoldenSupport.IsKnown(golden)),
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
            Compare.Near($"{golden.Name}: input gradient", Compare.ToDouble(golden["input_grad"].Data), Differences(input.Data, Loss), 1e-5);
            foreach ((int layer, string parameter, float[] expected) in network.Gradients.All())
            {
                double[] actual = Differences(oracle.Weights(layer, parameter), Loss);
                Compare.Near($"{golden.Name}: gradient of {layer}.{parameter}", Compare.ToDouble(expected), actual, 1e-5);
            }
        }
    }

    private static double[] Differences(double[] values, Func<double> loss) =>
        [.. Enumerable.Range(0, values.Length).Select(i => CentralDifferences.At(values, i, loss))];
}
