using Unroll.Layers;
using Unroll.Models;
using Unroll.Tests.Contracts;

namespace Unroll.Tests.Reproducibility;

/// <summary>Passes forward and backward allocate nothing, padded or not.</summary>
[Collection(AloneCollection.Name)]
public sealed class StepwiseAllocationTests
{
    public static TheoryData<string> Names => StepwiseLayerCases.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Passes_allocate_nothing(string name)
    {
        const int Rows = 5;
        const int Passes = 50;
        var model = new Sequential(
            [new Input(StepwiseLayerCases.InputShape(name, StepwiseLayerCases.Timesteps)), .. StepwiseLayerCases.Create(name)]);
        model.Build();
        foreach (bool padded in new[] { false, true })
        {
            ShardPass pass = model.CreatePass(
                [StepwiseLayerCases.InputShape(name, StepwiseLayerCases.Timesteps)], [padded], Rows,
                new PassOptions(Training: true, InputGradients: true));
            pass.Inputs[0].Mask?.AsSpan(0, 20).Fill(true);
            pass.Context.IsTraining = true;
            Run(model, pass, 5);
            Allocations.AssertNone(() => Run(model, pass, Passes));
        }
    }

    private static void Run(Model model, ShardPass pass, int passes)
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
