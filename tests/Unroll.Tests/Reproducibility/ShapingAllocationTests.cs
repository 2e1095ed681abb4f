using Unroll.Models;
using Unroll.Tests.Contracts;

namespace Unroll.Tests.Reproducibility;

/// <summary>Passes forward and backward allocate nothing, padded or not.</summary>
[Collection(AloneCollection.Name)]
public sealed class ShapingAllocationTests
{
    public static TheoryData<string> Names => ShapingLayerCases.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Passes_allocate_nothing(string name)
    {
        const int Rows = 5;
        Graph model = ShapingLayerCases.Create(name);
        foreach (bool padded in new[] { false, true })
        {
            ShardPass pass = model.CreatePass([model.InputShape], [padded], Rows, new PassOptions(Training: true, InputGradients: true));
            pass.Inputs[0].Mask?.AsSpan(0, 20).Fill(true);
            Run(model, pass, 5);
            Allocations.AssertNone(() => Run(model, pass, 50));
        }
    }

    private static void Run(Graph model, ShardPass pass, int passes)
    {
        for (int i = 0; i < passes; i++)
        {
            model.Prepare(training: true);
            pass.Forward();
            pass.OutputGradient.Values.Fill(1);
            pass.Backward();
        }
    }
}
