using Unroll.Training;

namespace Unroll.Tests.Training;

/// <summary>Epochs as lines of a CSV file.</summary>
public sealed class EpochCsvFormatterTests
{
    [Fact]
    public void What_an_epoch_does_not_have_is_empty_and_what_is_no_number_is_named()
    {
        EpochCsvFormatter formatter = new(hasValidation: true, ["mae", "a,b"]);
        EpochRecord epoch = new(
            3, double.PositiveInfinity, null, 0.1f, TimeSpan.FromSeconds(2), new Dictionary<string, double> { ["a,b"] = double.NaN });

        Assert.Equal("epoch,loss,val_loss,mae,\"a,b\",learning_rate,seconds", formatter.Header);
        Assert.Equal("3,Infinity,,,NaN,0.1,2.000", formatter.Format(epoch));
    }

    [Fact]
    public void Losses_keep_all_their_digits()
    {
        EpochRecord epoch = new(1, 1.0 / 3, 2.0 / 3, 1, TimeSpan.Zero, new Dictionary<string, double>());

        Assert.Equal("1,0.3333333333333333,0.6666666666666666,1,0.000", new EpochCsvFormatter(true, []).Format(epoch));
        Assert.Equal("1,0.3333333333333333,1,0.000", new EpochCsvFormatter(false, []).Format(epoch));
    }
}
