using Unroll.Tasks.Learning;
using Unroll.Training;

namespace Unroll.Tasks.Tests.Learning;

/// <summary>Makes a training anew diverge, by weights that are no numbers.</summary>
/// <param name="fold">The fold whose networks diverge where they are trained on training and validation part together.</param>
internal sealed class DivergingAnew(int fold = 1) : LearnerProgress
{
    private bool _diverges;

    public List<string> Warnings { get; } = [];

    public override void OnPlanned(TaskPlan plan, int number) => _diverges = false;

    public override void OnRefitting(TaskPlan plan, int refitted, IReadOnlyList<int> epochs) => _diverges = refitted == fold;

    public override void OnFittingOnAll(TaskPlan plan, IReadOnlyList<int> epochs) => _diverges = true;

    public override void OnDiverged(string warning) => Warnings.Add(warning);

    public override void OnBatchBegin(TrainingContext context)
    {
        if (_diverges)
        {
            float[] weights = context.Model.GetWeights();
            Array.Fill(weights, float.NaN);
            context.Model.SetWeights(weights);
        }
    }
}
