using System.Globalization;
using Unroll.Series.Samples;

namespace Unroll.Series.Tests.Samples;

/// <summary>The made-up pairs: dates and digits.</summary>
public class PairSampleTests
{
    [Fact]
    public void Dates_are_those_that_are_written_and_parts_have_none_in_common()
    {
        IReadOnlyList<KeyValuePair<string, string>> training = DateSample.CreateTraining(3000), test = DateSample.CreateTest(1000);

        Assert.Empty(training.Select(pair => pair.Value).Intersect(test.Select(pair => pair.Value)));
        Assert.All(training.Concat(test), pair =>
        {
            DateOnly date = DateOnly.ParseExact(pair.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture);
            Assert.Contains(pair.Key, Enumerable.Range(0, DateSample.Forms).Select(form => DateSample.Write(date, form)));
        });
        Assert.Equal(test, DateSample.CreateTest(1000));

        // Half of the test part is in forms that the training part does not have.
        bool IsHeldOut(KeyValuePair<string, string> pair) => Enumerable.Range(0, DateSample.Forms).Any(form => DateSample.IsHeldOut(form)
            && DateSample.Write(DateOnly.ParseExact(pair.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture), form) == pair.Key);
        Assert.All(test.Index(), pair => Assert.True(pair.Index % 2 == 0 || IsHeldOut(pair.Item)));
    }

    [Theory]
    [InlineData(0, "3 May 1999")]
    [InlineData(1, "Monday, 3 May 1999")]
    [InlineData(2 + (3 * 1), "Mon 3 of May, 1999")]
    [InlineData(3 * 2, "May 3, 1999")]
    [InlineData(9 * 3, "third May 1999")]
    [InlineData((9 * 4) + (45 * 2), "the third May 1999")]
    [InlineData((9 * 2) + (45 * 1) + (180 * 1), "3rd may nineteen ninety-nine")]
    public void Forms_are_what_they_are(int form, string text) => Assert.Equal(text, DateSample.Write(new DateOnly(1999, 5, 3), form));

    [Fact]
    public void Years_are_read_as_people_do()
    {
        string Year(int year) => DateSample.Write(new DateOnly(year, 5, 3), 180)["3 May ".Length..];

        Assert.Equal(
            ["nineteen hundred", "nineteen oh five", "two thousand", "two thousand and nine", "twenty ten", "twenty ninety-nine"],
            ((int[])[1900, 1905, 2000, 2009, 2010, 2099]).Select(Year));
    }

    [Fact]
    public void Digits_of_the_test_part_are_not_in_the_training_part_nor_is_their_length_of_seven()
    {
        (string[][] training, string[][] test) = (Rows(DigitSample.WriteTraining), Rows(DigitSample.WriteTest));

        Assert.Empty(training.Select(row => row[0]).Intersect(test.Select(row => row[0])));
        Assert.DoesNotContain(training, row => row[0].Length == DigitSample.HeldOutLength);
        Assert.InRange(test.Count(row => row[0].Length == DigitSample.HeldOutLength), 200, 400);
        Assert.All(training.Concat(test), row =>
        {
            Assert.Equal(string.Concat(row[0].Reverse()), row[1]);
            Assert.Equal(string.Concat(row[0].Order()), row[2]);
        });
    }

    [Fact]
    public void Sums_are_right_and_those_of_seven_digits_are_in_the_test_part_alone()
    {
        (string[][] training, string[][] test) = (Rows(DigitSample.WriteTrainingSums), Rows(DigitSample.WriteTestSums));

        Assert.Empty(training.Select(row => row[0]).Intersect(test.Select(row => row[0])));
        Assert.DoesNotContain(training, row => row[0].Length == DigitSample.HeldOutSumLength + 1);
        Assert.InRange(test.Count(row => row[0].Length == DigitSample.HeldOutSumLength + 1), 300, 900);
        Assert.All(training.Concat(test), row =>
        {
            Assert.Equal(Sum(row[0]), int.Parse(row[1], CultureInfo.InvariantCulture));
            Assert.Equal(string.Concat(row[0].Reverse()), string.Join('+', row[2].Split('+').Reverse()));
            Assert.Equal(string.Concat(row[1].Reverse()), row[3]);
        });

        static int Sum(string addition) => addition.Split('+').Sum(number => int.Parse(number, CultureInfo.InvariantCulture));
    }

    private static string[][] Rows(Action<TextWriter> write)
    {
        using StringWriter text = new();
        write(text);
        return [.. text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split('\t'))];
    }
}
