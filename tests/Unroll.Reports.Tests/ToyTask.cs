using System.Text.Json.Nodes;
using Unroll.Catalogue;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;

namespace Unroll.Reports.Tests;

/// <summary>A task that this project does not know, whose reports have the sections that it is given.</summary>
internal sealed class ToyTask(params ReportSection[] sections) : LearningTask
{
    static ToyTask() => Catalogue.Register(new Entry<LearningTask>("toy", typeof(ToyTask), "Plays.", [], _ => new ToyTask()));

    public override string DefaultSplitName => "time";

    public override void Check(Recipe recipe)
    {
    }

    public override IEnumerable<TaskPlan> Plan(Recipe recipe, TaskData data) => throw new NotSupportedException("It only reports.");

    public override LearnedTask Restore(Recipe recipe, JsonObject state) => throw new NotSupportedException("It only reports.");

    public override string Subject(TrainingRun run) => ((ToyLearned)run.Learned).Subject;

    public override IReadOnlyList<ReportSection> Report(TrainingRun run) => sections;
}
