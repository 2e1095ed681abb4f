using Unroll.Series.Windowing;
using Unroll.Tasks.Learning;

namespace Unroll.Tasks.Forecasting;

/// <content>Plans beside others: those of further members of an ensemble, and of networks that were evaluated before.</content>
public sealed partial class ForecastPlan
{
    /// <inheritdoc/>
    internal override void ContinueFrom(LearnedTask evaluated, bool hasMembers) =>
        _learned.ContinueFrom((LearnedForecast)evaluated, _prepared, hasMembers);

    /// <inheritdoc/>
    public override void CheckMembers(IReadOnlyList<TaskPlan> members)
    {
        if (members.Count == 1)
        {
            return;
        }

        ForecastPlan[] plans = [.. members.Cast<ForecastPlan>()];
        _learned.CheckMembers([.. plans.Select(plan => plan._learned)]);
        foreach ((string part, SeriesWindows windows) in Windows.Where(part => part.Key != "train"))
        {
            MemberWalk.Common([windows, .. plans.Skip(1).Select(plan => plan.Windows.First(own => own.Key == part).Value)]);
        }
    }
}
