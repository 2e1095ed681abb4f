using System.Globalization;

namespace Unroll.Cli.Tests;

/// <summary>Proposals that are classical models, and those whose network keeps the place.</summary>
public sealed class ClassicalProposalTests : ProposalTest
{
    [Fact]
    public void A_map_with_a_jump_is_forecast_by_gradient_boosting()
    {
        // The fractional part of a multiple: no line and hardly a smooth curve says where it jumps, but trees do.
        Random random = new(1);
        double value = 0.3;
        string csv = "day,load\n" + string.Concat(Enumerable.Range(0, 700).Select(day =>
        {
            value = ((2.7 * value) + (0.02 * random.NextDouble())) % 1;
            return string.Create(CultureInfo.InvariantCulture, $"{Monday.AddDays(day):yyyy-MM-dd},{10 + (5 * value):0.000}\n");
        }));

        string recipe = Proposed("jumps.csv", csv);
        AssertHas(recipe, "model: gradient-boosting", "gradient boosting: MAE", "which is clearly worse");
        Assert.DoesNotContain("epochs", recipe, StringComparison.Ordinal);
        string path = Folder.Write("trained.yaml", recipe), run = Folder.In("run");
        CliRun train = CliRun.Of(["train", path, "--out", run]);
        Assert.True(train.ExitCode == 0, train.Error);
        CliRun forecast = CliRun.Of(["forecast", run, "--data", Folder.In("jumps.csv"), "--json"]);
        Assert.True(forecast.ExitCode == 0, forecast.Error);
        Assert.Equal(0, CliRun.Of(["evaluate", run, "--data", Folder.In("jumps.csv")]).ExitCode);
    }
}
