using Unroll.Models;
using Unroll.Tests.Contracts;

namespace Unroll.Tests.Reproducibility;

/// <summary>Passes of blocks and of layers that forecast from a window allocate nothing, padded or not.</summary>
[Collection(AloneCollection.Name)]
public sealed class WindowAllocationTests
{
    public static TheoryData<string> Names => WindowLayerCases.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Passes_allocate_nothing(string name)
    {
        Sequential model = WindowLayerCases.Create(name);
        foreach (bool padded in new[] { false, true })
        {
            ShardPass pass = model.CreatePass([model.InputShape], [padded], 5, new PassOptions(Training: true, InputGradients: true));
            pass.Inputs[0].Mask?.AsSpan(0, 20).Fill(true);
            Run(model, pass, 5);
            Allocations.AssertNone(() => Run(model, pass, 50));
        }
    }

    private static void Run(Sequential model, ShardPass pass, int passes)
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
