using System.Globalization;
using System.Xml.Linq;
using Unroll.Tasks.Learning.Sections;

namespace Unroll.Reports.Tests;

/// <summary>Charts as SVG files by themselves.</summary>
public sealed class ChartPictureTests
{
    private static readonly XNamespace _svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void Lines_have_a_title_a_legend_and_names_that_are_escaped()
    {
        XElement picture = XElement.Parse(ChartPicture.ToSvg(new LineSection(
            "Loss <of> \"A & B\"", new ChartAxis("epoch"), new ChartAxis("loss"),
            [new ChartLine("training", [1, 2, 3], [3, 2, 1]), new ChartLine("chance", [1, 3], [2, 2]) { IsReference = true }])));

        Assert.Equal("Loss <of> \"A & B\"", picture.Elements(_svg + "text").Single().Value);
        Assert.Equal(2, picture.Descendants(_svg + "polyline").Count());
        Assert.Contains(picture.Descendants(_svg + "text"), text => text.Value == "chance");
        Assert.Contains(picture.Descendants(_svg + "text"), text => text.Value == "epoch");
        Assert.DoesNotContain("class=\"plot\"", picture.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Points_are_drawn_each()
    {
        XElement picture = XElement.Parse(ChartPicture.ToSvg(new ScatterSection(
            "Points", new ChartAxis("x"), new ChartAxis("y"), [new ChartPoint("a", 0, 1), new ChartPoint("b", 2, 3)])
        { HasDiagonal = true }));

        Assert.Equal(["a: 1.000 at 0", "b: 3.000 at 2.000"], picture.Descendants(_svg + "path").Select(path => path.Value.Trim()));
    }

    [Fact]
    public void Cells_of_a_heat_map_have_the_strength_of_their_numbers()
    {
        XElement picture = XElement.Parse(ChartPicture.ToSvg(new HeatMapSection(
            "Map", "column", "row", ["1", "2", "3"], ["above", "below"], [[1, 1, -1], [0, double.NaN, 0.5]])));
        Dictionary<string, string> cells = picture.Descendants(_svg + "path").Where(path => path.Attribute("fill-opacity") is not null)
            .ToDictionary(
                path => path.Attribute("d")!.Value, path => path.Attribute("fill")!.Value + path.Attribute("fill-opacity")!.Value);

        Assert.Equal(3, cells.Count);
        Assert.Equal("#0b8a4a1", cells["M0 0h2v1h-2z"]);
        Assert.Equal("#1d5fd01", cells["M2 0h1v1h-1z"]);
        Assert.Equal("#0b8a4a0.5", cells["M2 1h1v1h-1z"]);
        Assert.Contains(picture.Descendants(_svg + "text"), text => text.Value == "below");
        Assert.Contains(picture.Descendants(_svg + "text"), text => text.Value == "row");
        Assert.Contains(picture.Descendants(_svg + "text"), text => text.Value == "−1.00");
    }

    [Fact]
    public void A_heat_map_of_shares_has_no_colour_below_nothing()
    {
        XElement picture = XElement.Parse(ChartPicture.ToSvg(
            new HeatMapSection("Map", "column", "row", ["1", "2"], ["above"], [[0.5, 1]]) { Limit = 1, HasSigns = false }));

        Assert.DoesNotContain(picture.Descendants(_svg + "text"), text => text.Value == "−1.00");
    }

    [Fact]
    public void What_lies_beyond_the_end_of_an_axis_is_cut_off()
    {
        XElement picture = XElement.Parse(ChartPicture.ToSvg(new LineSection(
            "Loss", new ChartAxis("x"), new ChartAxis("y") { Minimum = 0, Maximum = 1 },
            [new ChartLine("high", [1, 2, 3], [5, 1, 0.5]), new ChartLine("low", [1, 2, 3], [1, 0.4, 0])])));
        Dictionary<string, XElement> lines = picture.Descendants(_svg + "polyline").ToDictionary(line => line.Value);

        Assert.Equal(_svg + "g", lines["low"].Parent!.Name);
        XElement cut = lines["high"].Parent!;
        Assert.Equal(_svg + "svg", cut.Name);
        double[] box = [.. cut.Attribute("viewBox")!.Value.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
        double[] ups = [.. lines["high"].Attribute("points")!.Value.Split(' ')
            .Select(place => double.Parse(place.Split(',')[1], CultureInfo.InvariantCulture))];
        Assert.True(ups[0] < box[1], "The first point lies above the axes.");
        Assert.Equal(box[1], ups[1], 0.01);
    }

    [Fact]
    public void What_is_no_chart_or_shows_nothing_is_refused()
    {
        Assert.Contains(
            "'Notes' is a TextSection", Assert.Throws<ArgumentException>(() => ChartPicture.ToSvg(new TextSection("Notes", "a"))).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "'Gap' has no finite number",
            Assert.Throws<ArgumentException>(() => ChartPicture.ToSvg(new LineSection(
                "Gap", new ChartAxis("x"), new ChartAxis("y"), [new ChartLine("a", [1], [double.NaN])]))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_appears_in_a_folder_that_is_made()
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "deep", "loss.svg");
        LineSection section = new("Loss", new ChartAxis("x"), new ChartAxis("y"), [new ChartLine("a", [1, 2], [1, 2])]);
        ChartPicture.Write(path, section);

        Assert.Equal(ChartPicture.ToSvg(section), File.ReadAllText(path));
        Assert.Contains(
            "The picture",
            Assert.Throws<InputException>(() => ChartPicture.Write(Path.Combine(path, "inside.svg"), section)).Message,
            StringComparison.Ordinal);
    }
}
