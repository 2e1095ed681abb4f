using Unroll.Insight.Gradients;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Learning.Sections;

namespace Unroll.Course;

/// <summary>Gradients through a hundred timesteps, before and after each cure.</summary>
internal static class VanishingGradients
{
    public static ReportSection Run()
    {
        List<ChartLine> lines = [];
        #region page
        foreach (RecurrentCure cure in GradientFlow.Problems.Concat(GradientFlow.Cures))
        {
            GradientFlow flow = GradientFlow.Of(cure);                  // norms of ∂L/∂h_{T−k}, k = 0 … 99
            Console.WriteLine($"{flow.Name,-38} factor a step {flow.FactorPerStep:0.00}, after 99 steps {flow.Norms[^1]:0.0e+0}");
            lines.Add(new ChartLine(flow.Name, Steps.Of(0, flow.Norms.Count), flow.Norms));
        }
        #endregion

        return new LineSection(
            "Gradient of the hidden state by steps back", Steps.Axis("steps back"),
            new ChartAxis("norm of the gradient") { IsLogarithmic = true }, lines)
        { IsColored = true };
    }
}
