using Unroll.Layers;
using Unroll.Workloads.Own;
using Unroll.Workloads.Table;

namespace Unroll.Workloads.Tests;

public sealed class WorkCountTests
{
    // Counted by hand from the shapes, in 10⁹ operations.
    [Theory]
    [InlineData("energy", 0.02650, 0.008923)]
    [InlineData("small", 0.10490, 0.035148)]
    [InlineData("oxford", 0.19972, 0.067085)]
    [InlineData("mnist-rows", 0.80745, 0.286278)]
    [InlineData("charrnn", 11.77036, 4.207444)]
    [InlineData("charrnn-deep", 124.20402, 41.969320)]
    [InlineData("charrnn-gru", 8.82780, 3.155591)]
    [InlineData("charrnn-rnn", 2.94266, 1.051886)]
    [InlineData("bidir", 23.54073, 8.414888)]
    [InlineData("stream", 0.01065, 0.003687)]
    [InlineData("stream-step", 0.00011, 0.000037)]
    [InlineData("conv1d", 0.64099, 0.222953)]
    [InlineData("translation", 27.13701, 9.045671)]
    public void Operations_are_those_of_the_products(string name, double train, double infer)
    {
        Assert.Equal(train, WorkCount.Operations(Samples.Workload(name), RunMode.Train) / 1e9, 5);
        Assert.Equal(infer, WorkCount.Operations(Samples.Workload(name), RunMode.Infer) / 1e9, 6);
    }

    /// <summary>
    /// Each weight that is no bias is used once for each row and timestep that its layer sees: a count that knows nothing of shapes.
    /// </summary>
    [Fact]
    public void Operations_of_recurrent_networks_agree_with_the_networks_themselves()
    {
        foreach (Workload workload in Samples.Table.Where(workload => workload.Layer is not (LayerKind.Conv1D or LayerKind.Translation)))
        {
            double operations = 0;
            foreach (Layer layer in Networks.Create(workload).Layers)
            {
                double uses = layer is Dense ? workload.Batch : (double)workload.Batch * workload.Timesteps;
                operations += 2 * uses
                    * layer.Parameters.Where(
                        parameter => parameter.Dimensions.Count > 1 && !parameter.Name.Contains("bias", StringComparison.Ordinal))
                    .Sum(parameter => (double)parameter.Length);
            }

            Assert.Equal(operations, WorkCount.Operations(workload, RunMode.Infer));
        }
    }
}
